"""The public suite of TOML documents, valid and not, as targets, as records and as settings: never an error of ours.

It is toml-lang's toml-test, which the source archive of tomlkit carries and `.ci/run` fetches. TOML_SUITE names
its folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Cli

PLACES = {
    "targets": ("targets/2024.toml", (("check",), ("status", "--json"))),
    "records": (
        "records/2024.toml",
        (("check",), ("history", "--json"), ("record", "parking", "9000", "--on", "9月8日")),
    ),
    "settings": ("config.toml", (("status", "--json"),)),
}


@pytest.fixture(scope="module")
def suite() -> list[Path]:
    """Its documents."""
    named = os.environ.get("TOML_SUITE")
    if named is None and not os.environ.get("CI"):
        pytest.skip("TOML_SUITE names no folder with the public suite")
    found = sorted(Path(named or "").rglob("*.toml"))
    assert len(found) > 500
    return found


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_no_document_is_an_error_of_ours(
    suite: list[Path], cli: Cli, folder: Path, place: str, record_property: Callable[[str, object], None]
) -> None:
    """Taken, or refused in one line; nothing of it is changed unless it was taken."""
    name, commands = PLACES[place]
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    refused = 0
    for document in suite:
        for command in commands:
            data = document.read_bytes()
            path.write_bytes(data)
            outcome = cli(*command)
            said = outcome.out + outcome.err
            assert outcome.code in {0, 1}, (document, outcome)
            assert "Internal error" not in said, (document, outcome)
            assert "Traceback" not in said, (document, outcome)
            if outcome.code == 1 and command != ("check",):
                assert (outcome.out, outcome.err.count("\n")) == ("", 1), (document, outcome)
                assert path.read_bytes() == data
            refused += outcome.code
    record_property(
        "figure", f"{place}: {len(suite)} documents, {len(suite) * len(commands)} commands, {refused} refused"
    )
