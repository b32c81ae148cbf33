"""Several districts at once, wherever their plans and their records are kept."""
