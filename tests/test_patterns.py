"""Every pattern of the program against hostile text: the work grows with the text, and not with its square."""

from __future__ import annotations

import ast
import io
import json
import pkgutil
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from importlib import import_module
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

import jiangan_targets
from conftest import COMMAND
from jiangan_targets.cli.typer_frame import exits
from jiangan_targets.domain import dates, period, report_period

LENGTH = 20_000
MANY = 20  # parts of a pattern
METHODS = {"search", "match", "fullmatch", "sub", "split", "findall", "finditer"}
ANYTHING = {"a", "0", " ", "\n", '"', "\\"}
PRIVATE = 0xF0000  # where escaped signs are kept while a pattern is taken apart
GENEROUS = 600  # seconds: only what does not end at all meets it

NOTED = 0.2
"""Seconds of processor time from which on it is asked how the work grew; a linear pattern takes a few thousandths."""

BY_CLAUSE = {
    f"jiangan_targets.domain.report_text.{name}"
    for name in (
        *(
            "amounts",
            "clause",
            "cue_words",
            "cues",
            "draft",
            "each",
            "exclusions",
            "items",
            "kinds",
            "names",
            "relations",
            "scope",
        ),
        "words",
    )
}
"""Modules whose patterns see one clause of a report at a time: test_report_rules proves that none is long."""


class Use(NamedTuple):
    """A pattern and how it is applied: `match` fails at once where `search` goes on."""

    module: str
    pattern: re.Pattern[Any]
    method: str

    def work(self, text: str) -> float:
        """The processor time that a text takes."""
        is_bytes = isinstance(self.pattern.pattern, bytes)
        given: list[Any] = [text.encode() if is_bytes else text]
        if self.method == "sub":
            given.insert(0, b"" if is_bytes else "")
        started = time.process_time()
        found = getattr(self.pattern, self.method)(*given)
        if self.method == "finditer":
            list(found)
        return time.process_time() - started


def uses() -> list[Use]:
    """Every pattern of the program with every way of applying it, as the sources say."""
    in_a_loop = (re.compile(pattern, re.DOTALL) for pattern, _text in exits._TYPERS_WORDS)  # noqa: SLF001
    found = {Use(exits.__name__, pattern, "fullmatch") for pattern in in_a_loop}
    found |= {Use(dates.__name__, re.compile(pattern), "fullmatch") for pattern in dates._DATES}  # noqa: SLF001
    found |= {Use(report_period.__name__, re.compile(each), "fullmatch") for each in report_period._WRITTEN.values()}  # noqa: SLF001
    found |= {Use(period.__name__, pattern, "match") for _span, pattern in period._COMPILED}  # noqa: SLF001
    for module in pkgutil.walk_packages(jiangan_targets.__path__, "jiangan_targets."):
        if not module.name.endswith("__main__") and module.name not in BY_CLAUSE:
            found |= set(uses_in(import_module(module.name)))
    return sorted(found, key=lambda use: (use.module, str(use.pattern.pattern), use.method))


def uses_in(module: ModuleType) -> Iterator[Use]:
    """Those in a module: of `re` itself, or of a pattern that was compiled at the module's beginning."""
    assert module.__file__ is not None
    names = vars(module)
    for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if names.get(name) is re:
                yield from applied(node, method, module)
            case ast.Attribute(value=ast.Name(id=name), attr=method) if method in METHODS:
                compiled = names.get(name)
                if isinstance(compiled, re.Pattern):
                    yield Use(module.__name__, compiled, method)


def applied(call: ast.Call, method: str, module: ModuleType) -> Iterator[Use]:
    """The use that a call of `re` itself is; compiling is none, but its pattern must not depend on what is read."""
    if method not in METHODS | {"compile"}:
        return
    pattern, *others = (value(argument, module) for argument in call.args)
    assert pattern is not None or module in {dates, exits, period, report_period}, (
        f"{module.__name__}: nobody can try {ast.unparse(call)}"
    )
    if isinstance(pattern, str) and method in METHODS:
        flags = next((flag for flag in others if isinstance(flag, re.RegexFlag)), re.NOFLAG)
        yield Use(module.__name__, re.compile(pattern, flags), method)


def value(node: ast.expr, module: ModuleType) -> object:
    """What an expression is at the module's end; None for what only a function knows."""
    try:
        return eval(compile(ast.Expression(node), "", "eval"), vars(module))  # noqa: S307 -- our own source
    except (NameError, AttributeError):
        return None


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


def quadratic() -> list[tuple[str, str, str]]:
    """The patterns, and a text for each, for which twice the text is far more than twice the work."""
    found = []
    for use in uses():
        source = use.pattern.pattern.decode() if isinstance(use.pattern.pattern, bytes) else use.pattern.pattern
        for whole, half in zip(hostile(source, LENGTH), hostile(source, LENGTH // 2), strict=True):
            work = use.work(whole)
            if work > NOTED and work > 3 * use.work(half):
                found.append((use.module, source, whole[:80]))
                break
    return found


@pytest.mark.slow
def test_no_pattern_is_quadratic() -> None:
    """A text of 20,000 signs of what each pattern looks for costs at most about twice what half of it costs."""
    assert len(uses()) > 30
    done = subprocess.run(
        [sys.executable, "-c", "import json, test_patterns; print(json.dumps(test_patterns.quadratic()))"],
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
