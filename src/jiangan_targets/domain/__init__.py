"""The rules: targets, records, pace, standing. Pure functions over frozen values."""
