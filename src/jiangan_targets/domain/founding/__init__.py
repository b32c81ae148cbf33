"""The first plan of a year: from nothing, from the year before, or from a report."""
