"""How a kind of sheet is read, kept in the workspace: `imports/NAME.toml`, which people may edit."""

from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jiangan_targets.domain.received.reading_choice import Choice, parse_columns, parse_rows, rows_text
from jiangan_targets.errors import Failure, Misuse
from jiangan_targets.storage.disk import files, results
from jiangan_targets.storage.disk.reading import read_file
from jiangan_targets.storage.text import decode
from jiangan_targets.storage.workspace.workspace import Workspace

_NAME = re.compile(r"[\w-]{1,60}")
_KEYS = ("sheet", "names", "figures", "rows", "headings")


def path_of(workspace: Workspace, name: str, option: str) -> Path:
    """Where the choice of a name is kept.

    Raises:
        Misuse: the name is none for a file.
    """
    if not _NAME.fullmatch(name):
        raise Misuse("{option}: “{text}” is no name; use letters, digits, - and _.", option=option, text=name)
    return workspace.root / "imports" / f"{name}.toml"


def read(path: Path) -> Choice:
    """The choice that is kept in a file.

    Raises:
        Failure: there is none, or it has a mistake; names the key.
    """
    from jiangan_targets.storage import toml  # noqa: PLC0415 -- only --like reads it

    data = read_file(path)
    if data is None:
        kept = sorted(each.stem for each in path.parent.glob("*.toml"))
        raise Failure("There is no {path}; kept are: {names}.", path=path, names=kept)
    document = toml.parse(decode(data, path), path)
    wrong = next((key for key in document if key not in _KEYS), None)
    if wrong is not None:
        raise Failure("{path}: unknown key “{key}”; there are: {keys}.", path=path, key=wrong, keys=list(_KEYS))
    headings = document.get("headings", {})
    if not isinstance(headings, dict) or not all(isinstance(value, str) for value in headings.values()):
        raise _not_text(path, "headings")
    rows = _text(document, "rows", path)
    try:
        return Choice(
            sheets=tuple(_texts(document, "sheet", path)),
            names=parse_columns(_texts(document, "names", path), "names"),
            figures=parse_columns(_texts(document, "figures", path), "figures"),
            rows=parse_rows(rows) if rows else None,
            headings=MappingProxyType(headings),
        )
    except Misuse as misuse:
        raise Failure("{path}: {problem}", path=path, problem=misuse.message) from misuse


def write(path: Path, choice: Choice) -> None:
    """Keep a choice, in place of what was kept under that name.

    Raises:
        Failure: it cannot be written.
    """
    import tomli_w  # noqa: PLC0415 -- only --remember writes it

    content: dict[str, Any] = {"sheet": [*choice.sheets], "names": [*choice.names], "figures": [*choice.figures]}
    if choice.rows is not None:
        content["rows"] = rows_text(choice.rows)
    if choice.headings:
        content["headings"] = dict(choice.headings)
    text = tomli_w.dumps({key: value for key, value in content.items() if value})
    with files.edit(path) as edit:
        if edit.original is None:
            results.tell_git(path)
        edit.commit(text.encode())


def _text(document: dict[str, Any], key: str, path: Path) -> str:
    value = document.get(key, "")
    if not isinstance(value, str):
        raise _not_text(path, key)
    return value


def _texts(document: dict[str, Any], key: str, path: Path) -> list[str]:
    value = document.get(key, [])
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        raise _not_text(path, key)
    return listed


def _not_text(path: Path, key: str) -> Failure:
    return Failure("{path}: “{key}” must be text in quotes, or a list of such.", path=path, key=key)
