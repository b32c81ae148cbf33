"""No file is longer than a person reads at once, and no function longer than a screen."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from conftest import ROOT

FILES = [path for room in ("src", "tests", "benchmarks", "docs") for path in sorted((ROOT / room).rglob("*.py"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_short(path: Path) -> None:
    """At most 250 lines in a file and 40 in a function, of the program, its tests and its benchmarks alike."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 250
    long = [
        f"{node.name}, line {node.lineno}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 40
    ]
    assert not long
