"""Every pattern of the program against hostile text: the work grows with the text, and not with its square."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from conftest import COMMAND
from pattern_uses import uses

LENGTH = 20_000
MANY = 20  # parts of a pattern
ANYTHING = {"a", "0", " ", "\n", '"', "\\"}
PRIVATE = 0xF0000  # where escaped signs are kept while a pattern is taken apart
GENEROUS = 600  # seconds: only what does not end at all meets it

SHARES = 4  # so that workers share the patterns
NOTED = 0.2
"""Seconds of processor time from which on it is asked how the work grew; a linear pattern takes a few thousandths."""


def hostile(source: str, length: int) -> Iterator[str]:
    """Texts of what a pattern looks for itself: a beginning and a run, a run and an end, two in turns.

    Of many alternatives, each meets `ANYTHING`, and not each the others.
    """
    hidden = re.sub(r"\\([^a-zA-Z0-9])", lambda escaped: chr(PRIVATE + ord(escaped[1])), source)
    parts = re.split(r"\\.|\[[^\]]*\]|\(\?P?<?[:!=a-z]*>?|[{}()|^$*+?.]", hidden)
    literals = {"".join(chr(ord(sign) - PRIVATE) if sign >= chr(PRIVATE) else sign for sign in part) for part in parts}
    parts = sorted((ANYTHING | literals) - {""})
    for one, other in product(parts, repeat=2):
        if len(parts) > MANY and not {one, other} & ANYTHING:
            continue
        yield one + other * (length // len(other))
        yield other * (length // len(other)) + one
        yield (one + other) * (length // len(one + other))


def quadratic(share: int) -> list[tuple[str, str, str]]:
    """The patterns of a share, and a text for each, for which twice the text is far more than twice the work."""
    found = []
    for use in uses()[share::SHARES]:
        source = use.pattern.pattern.decode() if isinstance(use.pattern.pattern, bytes) else use.pattern.pattern
        for whole, half in zip(hostile(source, LENGTH), hostile(source, LENGTH // 2), strict=True):
            work = use.work(whole)
            if work > NOTED and work > 3 * use.work(half):
                found.append((use.module, source, whole[:80]))
                break
    return found


def test_no_pattern_is_left_out() -> None:
    """Whatever the modules compile when they are imported is tried, or cannot be slow, or sees clauses only."""
    script = """
import json, pkgutil, re, sys
from importlib import import_module
compiled, compile_it = set(), re._compile

def noted(pattern, flags):
    made, frame = compile_it(pattern, flags), sys._getframe(1)
    while frame and frame.f_globals.get("__name__") in {"re", "functools"}:
        frame = frame.f_back
    if frame and frame.f_globals.get("__name__", "").startswith("jiangan_targets."):
        compiled.add((frame.f_globals["__name__"], made))
    return made

re._compile = noted
import jiangan_targets
for module in pkgutil.walk_packages(jiangan_targets.__path__, "jiangan_targets."):
    module.name.endswith("__main__") or import_module(module.name)
import pattern_uses as here
tried = {use.pattern for use in here.uses()}
left = [(name, str(made.pattern)) for name, made in compiled
        if made not in tried and name not in here.BY_CLAUSE and here.REPEATED.search(str(made.pattern))]
print(json.dumps([len(compiled), left]))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=Path(__file__).parent
    )
    number, left = json.loads(done.stdout)
    assert number > 200
    assert left == []


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_no_pattern_is_quadratic(share: int) -> None:
    """A text of 20,000 signs of what each pattern looks for costs at most about twice what half of it costs."""
    assert len(uses()) > 30
    done = subprocess.run(
        [sys.executable, "-c", f"import json, test_patterns; print(json.dumps(test_patterns.quadratic({share})))"],
        capture_output=True, text=True, check=True, timeout=GENEROUS, cwd=Path(__file__).parent,
    )  # fmt: skip
    assert json.loads(done.stdout) == []


def wide_sheet(path: Path) -> None:
    """A sheet of 20 KB that unpacks to 2 MB of tags that nobody closes."""
    from openpyxl import Workbook

    book, plain = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(["指标", "累计完成"])
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            if part.endswith("sheet1.xml"):
                content = content.replace(b"</worksheet>", b"<!--" + b"<mergeCell " * 200_000 + b"--></worksheet>")
            new.writestr(part, content)


BY_HAND = """# {0}
[[records]]
id = "i{0}"
target = "parking"
value = 9
as_of = 2024-09-08
recorded_at = 2024-09-08T08:00:00Z
"""
HOSTILE = {
    "keys that never end": ("targets", ("a" * 16_000 + "\n") * 1_500, "line 1: not valid TOML"),
    "blanks before an unknown key": ("records", (" " * 16_000 + "\n") * 500 + "x = 1", "line 501: “x” does not"),
    "records by hand": ("records", "".join(map(BY_HAND.format, range(90_000))) + "note = 1", "line 629995: “note” of"),
    "quoted keys": ("targets", ('"a b"' + '." "' * 4_000 + " = 1\n") * 20, "line 1: too many keys joined"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_in_time(folder: Path, name: str) -> None:
    """Files of some megabytes that took minutes, or gigabytes, are refused in one line."""
    place, text, problem = HOSTILE[name]
    (folder / place).mkdir()
    (folder / place / "2024.toml").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [COMMAND, "--dir", folder, "check"], capture_output=True, text=True, timeout=GENEROUS / 4, check=False
    )
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (1, "", 1)
    assert problem in done.stdout


def test_a_hostile_sheet_is_read_in_time(folder: Path) -> None:
    """A small file of tags that nobody closes cost minutes."""
    wide_sheet(folder / "wide.xlsx")
    done = subprocess.run(
        [COMMAND, "--dir", folder, "import", folder / "wide.xlsx", "--as-of", "2024-09-08"],
        capture_output=True, text=True, timeout=GENEROUS / 4, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert "no figure of a target was found" in done.stderr
