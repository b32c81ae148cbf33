"""Where targets and records live: folders, files, and the only access to the disk."""
