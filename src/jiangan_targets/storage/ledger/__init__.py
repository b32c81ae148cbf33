"""The records, wherever they are kept."""
