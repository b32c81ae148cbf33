"""What each department is to be reminded of, in each of its forms."""
