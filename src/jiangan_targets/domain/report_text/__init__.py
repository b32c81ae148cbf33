"""Reading targets out of a report's text, a clause at a time."""
