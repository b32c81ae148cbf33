"""`--output`: where a result goes, written in one step, and what it must not overwrite."""

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated

import typer

from jiangan_targets.cli import output
from jiangan_targets.cli.options import path_of
from jiangan_targets.errors import Failure, message
from jiangan_targets.render.form import Form
from jiangan_targets.render.language import N_
from jiangan_targets.storage.disk.results import followed, holds, write_file
from jiangan_targets.storage.workspace.trust import own_users

OutputOption = Annotated[
    str | None,
    typer.Option("--output", metavar="PATH", help=N_("Write to this file, or into this folder, instead of stdout.")),
]
OverwriteOption = Annotated[
    bool, typer.Option("--overwrite", help=N_("Replace a file that is there, also through a symbolic link."))
]


def deliver(
    made: str | bytes, form: Form, wanted: str | None, name: str, *, overwrite: bool = False, renews: bool = False
) -> None:
    """Print a text, or save what was made at `wanted`: a file, a text always in UTF-8, or a folder for `name`.

    A file of that name is replaced unasked where the result `renews` it; a document, which people edit, by its like.

    Raises:
        Failure: the place is taken, a link or no place for a result, or cannot be written.
    """
    if wanted is not None:
        path = place(wanted, f"{name}{form.ending}")
        data = made if isinstance(made, bytes) else made.encode("utf-8", errors="backslashreplace")
        renewed = renews and path.name == f"{name}{form.ending}"
        save(data, path, overwrite=overwrite, renews=renewed and (not form.binary or holds(path, data)))
    elif isinstance(made, str):
        output.write_form(made, form)


def place(wanted: str, name: str) -> Path:
    """The file that `--output` means.

    Raises:
        Failure: the path is empty or begins with a home folder that is not there.
    """
    path = path_of(wanted)
    return path / name if path.is_dir() or wanted.endswith(os.sep) else path


def save_all(files: Mapping[Path, bytes], *, overwrite: bool, renews: Collection[Path]) -> None:
    """Write files that belong together, or none of them; those of `renews` are replaced unasked.

    A form that is there may have been filled in: unless it is the same as before, it is replaced only with `overwrite`.

    Raises:
        Failure: a place is taken, a link or no place for a result, or cannot be written.
    """
    replaced = {path: overwrite or (path in renews and not path.is_symlink()) for path in files}
    changed = [path for path, data in files.items() if replaced[path] or not holds(path, data)]
    for path in changed:
        _destination(path, overwrite=overwrite)
        if not replaced[path] and path.exists():
            raise Failure("{path} is there already and is not the same; move it away, or add --overwrite.", path=path)
    for path in changed:
        save(files[path], path, overwrite=overwrite, renews=path in renews)


def save(data: bytes, path: Path, *, overwrite: bool = False, renews: bool = False) -> None:
    """Write a result in one step, and tell where; a file, but no link, that it `renews` is replaced unasked.

    Raises:
        Failure: the place is taken, a link or no place for a result, or cannot be written.
    """
    write_file(_destination(path, overwrite=overwrite), data, overwrite=overwrite or renews)
    output.tell(message("Written: {path}", path=path))


def _destination(path: Path, *, overwrite: bool) -> Path:
    """The file itself. A link is followed once, here: what takes its place from now on is refused or replaced."""
    if not path.is_symlink():
        file = Path(os.path.realpath(path.parent)) / path.name
    elif overwrite:
        file = followed(path, own_users(os.environ))
    else:
        raise Failure("{path} is a symbolic link; name the real file, or add --overwrite.", path=path)
    if ".toml" in {path.suffix.casefold(), file.suffix.casefold()}:
        raise Failure("{path} would be taken for targets or records; give the file another ending.", path=file)
    return file
