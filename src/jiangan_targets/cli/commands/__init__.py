"""One command a file: load → compute → render → print."""
