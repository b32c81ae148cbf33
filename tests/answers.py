"""What commands answer in JSON, as tests compare it."""

from __future__ import annotations

import json
from typing import Any

from conftest import Cli


def known(cli: Cli) -> dict[str, float]:
    """Each target's current figure."""
    rows = json.loads(cli("status", "--json").out)["targets"]
    return {row["id"]: row["value"] for row in rows if row["value"] is not None}


def recorded(cli: Cli) -> set[tuple[str, float, str]]:
    """Target, figure and day of every record."""
    return {(row["target"], row["value"], row["as_of"]) for row in json.loads(cli("history", "--json").out)}


def summary_of(cli: Cli, *arguments: str) -> dict[str, Any]:
    """A summary as JSON."""
    outcome = cli("summary", "--json", *arguments)
    assert outcome.code == 0
    return dict(json.loads(outcome.out))


def report_of(cli: Cli, *arguments: str) -> dict[str, Any]:
    """A report as JSON."""
    outcome = cli("report", "--json", *arguments)
    assert outcome.code == 0, outcome.err
    return dict(json.loads(outcome.out))


def history(cli: Cli) -> list[dict[str, Any]]:
    """All there is, newest first."""
    found: list[dict[str, Any]] = json.loads(cli("history", "--json").out)
    return found
