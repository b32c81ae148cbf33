"""Several districts in one view, and its forms."""
