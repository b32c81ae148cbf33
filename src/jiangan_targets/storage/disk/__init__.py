"""The only access to the disk: files, locks, permissions, signals, and what the system refuses."""
