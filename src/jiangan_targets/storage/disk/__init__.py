"""The only door to bytes: files, locks, permissions, signals, and what the system refuses."""
