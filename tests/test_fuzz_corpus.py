"""What fuzzing started from and what it found: every input of the corpus is read or refused, never worse."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from conftest import ROOT
from fuzz import CORPUS, READERS, fuzz

INPUTS = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.glob("*/*"))


@pytest.mark.parametrize("name", INPUTS)
def test_each_input_is_read_or_refused(name: str) -> None:
    """The reader's own assertions hold, and nothing but a refusal is raised."""
    reader = READERS[name.partition("/")[0]]
    reader((CORPUS / name).read_bytes())


def test_each_reader_has_seeds() -> None:
    """None is fuzzed from nothing."""
    assert {name.partition("/")[0] for name in INPUTS} == set(READERS)


def test_what_is_found_is_left_in_a_place_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Atheris is told to leave its files in `.fuzz/`, not wherever somebody stands."""
    told: list[str] = []
    stub = SimpleNamespace(Setup=lambda arguments, _reader: told.extend(arguments), Fuzz=lambda: None)
    monkeypatch.setitem(sys.modules, "atheris", stub)
    fuzz("dates", ["-runs=1"])
    assert told[1:] == [f"-artifact_prefix={ROOT / '.fuzz'}/", "-runs=1"]
