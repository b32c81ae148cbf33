"""Tables that somebody sent: what each column, row and line says, and the figures that may be taken."""
