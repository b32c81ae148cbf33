"""Tables in files that somebody sent."""
