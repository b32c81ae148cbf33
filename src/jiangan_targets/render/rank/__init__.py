"""The parts of targets in order, and its forms."""
