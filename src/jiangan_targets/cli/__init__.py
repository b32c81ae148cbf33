"""The command line: one file per command, each load → compute → render → print."""
