"""What a cell of a sheet holds and shows."""
