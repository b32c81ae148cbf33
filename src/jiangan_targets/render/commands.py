"""Commands that a message names, as they have to be typed to mean the workspace that was meant."""

from __future__ import annotations

import re

# A page of help is of no workspace.
_COMMAND = r"\bjiangan-targets (?=[a-z])(?![a-z ]+ --help)"


class _Workspace:
    """The folder that `--dir` named."""

    named: str | None = None


def name_workspace(folder: str | None) -> None:
    """Let commands name the workspace as `--dir` did, for everything said from now on."""
    _Workspace.named = folder


def typed(text: str) -> str:
    """`text` with `--dir` in its commands where it was typed: without it they would be about another workspace."""
    if _Workspace.named is None:
        return text
    from shlex import quote  # noqa: PLC0415 -- only where a folder was named

    folder = quote(_Workspace.named)
    return re.sub(_COMMAND, lambda found: f"{found[0]}--dir {folder} ", text)
