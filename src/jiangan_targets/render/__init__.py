"""Values into text: one file per output format, and all wording in `words`."""
