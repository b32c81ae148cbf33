"""What typer is bent to: late imports, help in two languages, every way a command can end."""
