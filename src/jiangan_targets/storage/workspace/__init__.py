"""Which folder, which year, which settings."""
