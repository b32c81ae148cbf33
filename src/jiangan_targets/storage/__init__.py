"""Where targets and records live: folders, files, and the one door to the disk."""
