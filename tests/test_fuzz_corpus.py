"""What fuzzing started from and what it found: every input of the corpus is read or refused, never worse."""

from __future__ import annotations

import pytest

from fuzz import CORPUS, READERS

INPUTS = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.glob("*/*"))


@pytest.mark.parametrize("name", INPUTS)
def test_each_input_is_read_or_refused(name: str) -> None:
    """The reader's own assertions hold, and nothing but a refusal is raised."""
    reader = READERS[name.partition("/")[0]]
    reader((CORPUS / name).read_bytes())


def test_each_reader_has_seeds() -> None:
    """None is fuzzed from nothing."""
    assert {name.partition("/")[0] for name in INPUTS} == set(READERS)
