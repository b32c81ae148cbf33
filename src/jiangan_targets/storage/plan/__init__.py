"""A year's targets: their file, its shape, and what is kept of it."""
