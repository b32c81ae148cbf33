"""`schema`: the JSON Schema of a targets file."""

from __future__ import annotations

from jiangan_targets.cli import output


def schema() -> None:
    """Print the schema that came with the program."""
    from jiangan_targets.storage.workspace.founding import shipped_schema

    output.write_data(shipped_schema().decode())
