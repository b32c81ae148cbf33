"""The course of last year's records, kept in PostgreSQL: the same answer as from files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Cli
from postgres_server import Server
from shapes import write


def test_last_years_records_in_a_database_make_the_same_course(
    cli: Cli, folder: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In each ledger both years; `check` compares growth with last year's there too."""
    monkeypatch.setenv("JIANGAN_TARGETS_DISTRICT", "outlook")
    rate = 'growth\nkind = "rate"\nunit = "%"\nvalue = 8\ngrowth_of = "works"'
    write(folder, 'works\nkind = "total"\nunit = "亿元"\nvalue = 100\nbroad = true', rate)
    plan = (folder / "targets" / "2024.toml").read_text(encoding="utf-8")
    (folder / "targets" / "2023.toml").write_text(plan.replace("year = 2024", "year = 2023"), encoding="utf-8")
    found, told = [], []
    for ledger in ((), ("--ledger", postgres.url())):
        for day, value in (("03-31", 30), ("06-30", 60), ("09-30", 70), ("12-31", 120)):
            assert cli(*ledger, "record", f"works={value}", "--on", f"2023-{day}", "--force").code == 0
        assert cli(*ledger, "record", "works=66", "growth=6.5", "--on", "2024-06-30", "--force").code == 0
        found.append(json.loads(cli(*ledger, "outlook", "works", "--on", "2024-07-01", "--json").out)["targets"])
        told.append(cli(*ledger, "--year", "2024", "check").out)
    assert found[0] == found[1]
    (each,) = found[0]
    # 66 and 60 × (1 + ¾ × 10 %), 6 on either side.
    assert (each["forecast"], each["forecast_low"], each["forecast_high"]) == (130.5, 124.5, 136.5)
    assert (each["basis"], each["verdict"]) == ("last_year_ledger", "likely_met")
    assert all("10.0% by the record of works of 2023-06-30" in text for text in told)
