"""The records with what became of them, and their forms."""
