"""Passwords in the address of a database: shown nowhere, wherever they stand and whatever is in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Cli
from jiangan_targets.domain.address import hide_secrets, shown, without_secrets

ADDRESSES = {
    "postgresql://wang:{}@127.0.0.1:1/x": "postgresql://wang@127.0.0.1:1/x",
    "postgresql://wang@127.0.0.1:1/x?password={}": "postgresql://wang@127.0.0.1:1/x",
    "postgresql://wang@127.0.0.1:1/x?sslmode=prefer&p%61ssword={}": "postgresql://wang@127.0.0.1:1/x?sslmode=prefer",
    "postgresql://wang@127.0.0.1:1/x?options=-cour.password%3D{}": "postgresql://wang@127.0.0.1:1/x",
    "postgres://wang@127.0.0.1:1,[::1]:1/x?sslpassword={}&connect_timeout=2": (
        "postgres://wang@127.0.0.1:1,[::1]:1/x?connect_timeout=2"
    ),
}
HIDDEN = (
    "postgresql://wang@127.0.0.1:1/x?user=wang:{}",
    "postgresql://wang@127.0.0.1:1/x?dbname=postgresql://w:{}%40h/y",
    "postgresql://wang@127.0.0.1:1/postgresql%3A%2F%2Fw%3A{}%40h%2Fy",
    "postgresql://wang@127.0.0.1:1/password%3D{}",
)
"""Addresses in addresses, and the like: nothing of them is shown."""

SECRETS = ["secret", "se@cret", "secret@", "se%40cret"]


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("address", [*ADDRESSES, *HIDDEN])
def test_a_password_is_shown_nowhere(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch, address: str, secret: str
) -> None:
    """`schedule`, `where`, errors: by option, and from a config.toml with and without a mistake."""
    monkeypatch.setenv("JIANGAN_TARGETS_WAIT", "0")  # no server is there, and none will be
    url = address.format(secret)
    arguments = [
        ("schedule", "cron"), ("schedule", "systemd"), ("where",), ("status",), ("status", url), ("ledger", "init"),
        ("check",), ("ledger", "copy", "file", url), ("ledger", "copy", url, url, url), ("--ledgr", url, "status"),
    ]  # fmt: skip
    for words in arguments:
        outcome = cli("--ledger", url, *words)
        assert "cret" not in outcome.out + outcome.err, words
    for line in (f'ledger = "{url}"', f'ledger = "{url}', f'ledgr = "{url}"', f'"{url}" = 1', f'ledger = ["{url}"]'):
        (folder / "config.toml").write_text(line + "\n", encoding="utf-8")
        for words in (("where",), ("status",), ("schedule", "cron")):
            outcome = cli(*words)
            assert "cret" not in outcome.out + outcome.err, (line, words)


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_no_password_is_kept(cli: Cli, address: str) -> None:
    """A schedule needs the rest."""
    assert without_secrets(address.format("secret")) == ADDRESSES[address]
    printed = cli("--ledger", address.format("secret"), "schedule", "cron").out
    assert ADDRESSES[address] in printed


def test_an_address_that_cannot_be_understood_is_not_scheduled(cli: Cli) -> None:
    """Nobody can tell what in it is a password."""
    outcome = cli("--ledger", "postgresql://wang:se/cret@h/x", "schedule", "cron")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("Error: The ledger's address is malformed")
    assert "--ledger file summary" in cli("--ledger", "file", "schedule", "cron").out


@given(
    st.text(alphabet="aZ0@:/?&=#%[], ", max_size=12),
    st.sampled_from(["u:{}@h/x", "u:{}@h:5432", ":{}@", "u:{}@[::1]/x"]),
)
def test_any_password_is_hidden(noise: str, form: str) -> None:
    """Whatever signs stand around it: no shown address has it, and no message that repeats it."""
    url = "postgresql://" + form.format(f"{noise}Secret{noise}")
    assert "Secret" not in shown(url)
    assert "Secret" not in hide_secrets(f"There is no target {url} and so on.")
