"""A report on a period in words, and its forms."""
