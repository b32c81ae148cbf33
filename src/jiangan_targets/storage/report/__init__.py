"""The text of a report, by what its file is: plain text, or a Word document."""
