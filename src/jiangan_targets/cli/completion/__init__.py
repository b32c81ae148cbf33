"""The Tab key: what typer asks for, and the quick answer before typer is imported."""
