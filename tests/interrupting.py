"""Runs the program with a signal before each system call of its storage, every run in a child process of its own.

`python interrupting.py SIGNAL FOLDER ARGUMENT…` works on copies of FOLDER, until there are no more calls, and prints
a list of outcomes as JSON. It is a script, as only a process without threads should fork.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import tempfile
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import TypedDict

from fault_layer import Fault, faulty
from jiangan_targets.__main__ import main
from jiangan_targets.cli.app import main as run

MOST_CALLS = 200


class Interrupted(TypedDict):
    """What a run gave, and what its workspace holds afterwards."""

    code: int
    out: str
    err: str
    files: dict[str, str]


def interrupted(number: int, call: int, folder: Path, arguments: list[str]) -> Interrupted:
    """The outcome of the program with signal `number` before the call of its storage that `call` counts."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name) / "work"
        shutil.copytree(folder, work)
        streams = [Path(name) / stream for stream in ("out", "err")]
        child = os.fork()
        if child == 0:
            for descriptor, stream in enumerate(streams, start=1):
                os.dup2(os.open(stream, os.O_WRONLY | os.O_CREAT), descriptor)
            os.chdir(work)
            os.environ["XDG_CACHE_HOME"] = str(work / "cache")  # what is left there is seen too
            sys.argv[1:] = ["--dir", str(work), *arguments]
            with faulty(Fault(call, signal=number)):
                main()
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        out, err = (stream.read_text(encoding="utf-8") for stream in streams)
        held = {str(path.relative_to(work)): path for path in work.rglob("*") if path.is_file()}
        return {"code": code, "out": out, "err": err, "files": {key: path.read_text() for key, path in held.items()}}


if __name__ == "__main__":
    signal_number, workspace, *words = sys.argv[1:]
    with tempfile.TemporaryDirectory() as copy, chdir(copy), redirect_stdout(io.StringIO()):
        # Whatever it imports is loaded here, once.
        shutil.copytree(workspace, copy, dirs_exist_ok=True)
        run(["--dir", copy, *words])
    outcomes = []
    for number_of_call in range(1, MOST_CALLS):
        outcomes.append(interrupted(int(signal_number), number_of_call, Path(workspace), words))
        if "Interrupted" not in outcomes[-1]["err"]:
            break
    json.dump(outcomes, sys.stdout)
