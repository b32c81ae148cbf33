"""A year's targets file, made where there is none; and the schema beside it, for editors."""

from __future__ import annotations

import os
from pathlib import Path

from jiangan_targets.errors import Failure, OutcomeUnknown
from jiangan_targets.storage.disk import files, results
from jiangan_targets.storage.disk.reading import read_file
from jiangan_targets.storage.workspace import locate

SCHEMA = "schema.json"


def targets_file(root: Path, year: int) -> Path:
    """Where the targets of a year will be.

    Raises:
        Failure: they are there already.
    """
    path = root / "targets" / f"{year}.toml"
    if path.exists() or path.is_symlink():
        raise _there(path)
    return path


def found(root: Path, year: int, text: str) -> list[Path]:
    """Write the targets of a year, durably, and the schema beside them, with what git need not see kept from it.

    Gives the files that are new.

    Raises:
        Failure: there is such a file already, or it cannot be written; nothing was changed.
    """
    path = targets_file(root, year)
    schema, shipped = path.with_name(SCHEMA), shipped_schema()
    with files.edit(path) as edit:
        if edit.original is not None:
            raise _there(path)
        results.tell_git(path)
        edit.commit(text.encode())
    if os.path.lexists(schema):
        return [path]
    try:
        results.write_file(schema, shipped, overwrite=False)
    except (Failure, OutcomeUnknown):
        return [path]  # The plan is there: what only editors look at must not make a failure of it.
    return [path, schema]


def shipped_schema() -> bytes:
    """The schema that came with the program.

    Raises:
        Failure: it is not where it was installed.
    """
    path = Path(locate.shipped_folder()) / SCHEMA
    data = read_file(path)
    if data is None:
        raise Failure("There is no file {path}; install the program again.", path=path)
    return data


def _there(path: Path) -> Failure:
    return Failure("{path} is there already and stays as it is; edit it, or name another --year or folder.", path=path)
