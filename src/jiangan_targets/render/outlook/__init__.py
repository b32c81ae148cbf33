"""Where the year is likely to end, and its forms."""
