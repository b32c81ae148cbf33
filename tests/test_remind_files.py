"""The files that `remind` makes: every department its own."""

from __future__ import annotations

from pathlib import Path

from conftest import Cli
from office import open_office

ON = ("--on", "2024-02-01")
OWNERS = ("区商务局", "区统计局", "区城管局", "区文旅局")


def test_a_number_takes_no_other_departments_name(cli: Cli, folder: Path, tmp_path: Path) -> None:
    """`A/B` and `A B` are told apart by a number, which is the name of a third."""
    open_office(folder)
    path = folder / "targets" / "2024.toml"
    text = path.read_text(encoding="utf-8")
    text = text.partition("[reporting.mail]")[0] + "[groups.economy]" + text.partition("[groups.economy]")[2]
    for owner, odd in zip(OWNERS, ("A/B", "A+B", "A-B-2", "a-b"), strict=True):
        text = text.replace(f'owner = "{owner}"', f'owner = "{odd}"')
    path.write_text(text, encoding="utf-8")
    outcome = cli("remind", *ON, "--output", str(tmp_path))
    assert (outcome.code, len(list(tmp_path.glob("remind-*.xlsx")))) == (0, 5), outcome.err
