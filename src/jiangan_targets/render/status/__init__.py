"""The status of a plan, and its forms."""
