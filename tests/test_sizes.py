"""No file is longer than a person reads at once, and no function longer than a screen."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from conftest import ROOT


def too_long() -> Iterator[str]:
    """Where a file has over 250 lines, or a function over 40."""
    for path in (
        path for room in ("src", "tests", "benchmarks", "docs") for path in sorted((ROOT / room).rglob("*.py"))
    ):
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > 250:
            yield str(path.relative_to(ROOT))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 40:
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


def test_files_and_functions_stay_short() -> None:
    """Of the program, its tests and its benchmarks alike."""
    assert list(too_long()) == []
