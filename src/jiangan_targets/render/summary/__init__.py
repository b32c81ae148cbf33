"""A summary in words, and its forms."""
