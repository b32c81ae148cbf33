"""The patterns of the program, and how each is applied: found in the sources, and in what the modules hold."""

from __future__ import annotations

import ast
import pkgutil
import re
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import jiangan_targets
from jiangan_targets.cli.typer_frame import exits
from jiangan_targets.domain import dates, period, report_period
from jiangan_targets.storage.ledger.file import canonical

METHODS = {"search", "match", "fullmatch", "sub", "split", "findall", "finditer"}
REPEATED = re.compile(r"[*+]|[0-9],\d*\}")
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


def modules() -> Iterator[ModuleType]:
    """All of the program's, but for those that see clauses."""
    for found in pkgutil.walk_packages(jiangan_targets.__path__, "jiangan_targets."):
        if not found.name.endswith("__main__") and found.name not in BY_CLAUSE:
            yield import_module(found.name)


def uses() -> list[Use]:
    """Every pattern of the program with every way of applying it, as the sources say."""
    in_a_loop = (re.compile(pattern, re.DOTALL) for pattern, _text in exits._TYPERS_WORDS)  # noqa: SLF001
    found = {Use(exits.__name__, pattern, "fullmatch") for pattern in in_a_loop}
    found |= {Use(dates.__name__, re.compile(pattern), "fullmatch") for pattern in dates._DATES}  # noqa: SLF001
    found |= {Use(report_period.__name__, re.compile(each), "fullmatch") for each in report_period._WRITTEN.values()}  # noqa: SLF001
    found |= {Use(period.__name__, pattern, "match") for _span, pattern in period._COMPILED}  # noqa: SLF001
    all_kinds = "".join(f"\n{key} = " for key, _kind in canonical._IN_ORDER)  # noqa: SLF001
    found |= {Use(canonical.__name__, canonical._grammar(all_kinds)[0], method) for method in ("match", "fullmatch")}  # noqa: SLF001
    for module in modules():
        found |= set(uses_in(module))
    known = {use.pattern for use in found}
    for module in modules():
        # Who applies it, and how, is not to be seen in the sources: in the way that looks most.
        found |= {Use(module.__name__, pattern, "finditer") for pattern in held_by(module) - known}
    return sorted(found, key=lambda use: (use.module, str(use.pattern.pattern), use.method))


def held_by(module: ModuleType) -> set[re.Pattern[Any]]:
    """Patterns that a module has compiled, tables included; none that repeats nothing, as no such one can be slow."""

    def patterns(held: object) -> Iterator[re.Pattern[Any]]:
        if isinstance(held, re.Pattern):
            yield held
        elif isinstance(held, dict):
            yield from (pattern for each in (*held, *held.values()) for pattern in patterns(each))
        elif isinstance(held, list | tuple | set | frozenset):
            yield from (pattern for each in held for pattern in patterns(each))

    classes = [held for held in vars(module).values() if isinstance(held, type) and held.__module__ == module.__name__]
    return {
        pattern
        for pattern in patterns([vars(module), *(dict(vars(each)) for each in classes)])
        if REPEATED.search(str(pattern.pattern))
    }


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
    assert pattern is not None or module in {canonical, dates, exits, period, report_period}, (
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
