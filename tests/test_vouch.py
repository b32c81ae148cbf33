"""The line that vouches for a ledger: in every form, after every mail program, for the entries of its week."""

from __future__ import annotations

import re
import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import COMMAND, Cli
from jiangan_targets.domain.record import Withdrawal
from jiangan_targets.domain.verdict import judge
from jiangan_targets.domain.vouch import Vouch, parse_vouches, vouch
from jiangan_targets.domain.week import Week
from jiangan_targets.render.language import speak
from jiangan_targets.render.vouch import vouch_line
from jiangan_targets.storage.ledger.record_text import content
from twelve_records import LEDGER, MOMENT, SUMMARY, TWELVE, edited, entry, inserted, put, without

FORMS = {"text": "txt", "markdown": "md", "html": "html", "json": "json", "eml": "eml"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_form_can_be_verified(cli: Cli, folder: Path, tmp_path: Path, form: str, lang: str) -> None:
    """As a file, in both languages; a change in week 30 is told by those from then on."""
    put(folder, list(TWELVE))
    kept = []
    for week in ("2024-W28", "2024-W30", "2024-W32"):
        kept.append(tmp_path / f"{week}.{FORMS[form]}")
        cli("summary", "--week", week, "--format", form, "--output", str(kept[-1]), lang=lang)
    names = [str(path) for path in kept]
    same = cli("verify", *names)
    assert (same.code, same.out.count("as it was")) == (0, 3)
    place = next(place for place, each in enumerate(TWELVE) if each.recorded_at.date() > date(2024, 7, 14))
    put(folder, edited(place))
    told = cli("verify", *names)
    assert told.code == 1
    counts = "records 10 then and 10 now"
    assert told.out.split("\n")[:2] == [
        "2024-W28: as it was, records 5.",
        f"2024-W30: not as it was, {counts}: changed since: at least 1; written down after 2024-W28, up to 2024-W30.",
    ]


def test_old_summaries_stay_as_they_were(cli: Cli, folder: Path) -> None:
    """What is recorded later changes no byte of an earlier week's summary, its last line included."""
    put(folder, list(TWELVE))
    before = cli("summary", "--week", "2024-W30").out
    assert "10 records" in before
    assert cli("record", "charging", "100", "--on", "2024-07-20").code == 0
    assert cli("summary", "--week", "2024-W30").out == before
    revised = cli("summary", "--week", "2024-W30", "--revised").out
    (made,) = parse_vouches(revised)
    assert made.total == 13
    assert cli("verify", revised.strip().rpartition("\n\n")[2]).code == 0


def test_what_came_later_is_named(cli: Cli, folder: Path) -> None:
    """Records put before a summary's end afterwards: how many, which, and of which weeks."""
    put(folder, list(TWELVE))
    line = cli(*SUMMARY).out.strip().rpartition("\n")[2]
    put(folder, inserted(4))
    told = cli("verify", line).out
    assert "records 12 then and 13 now: added since: 1, the first 1a99; of 2024-W28." in told
    put(folder, [*TWELVE, entry(98, days=8), entry(99, days=16)])
    assert "added since: 2, the first 1a98; of 2024-W28, 2024-W29." in cli("verify", line).out
    put(folder, without(4))
    told = cli("verify", line).out
    assert "records 12 then and 11 now: missing: at least 1" in told


def test_a_line_is_found_in_whatever_mail_made_of_it(cli: Cli, folder: Path, tmp_path: Path) -> None:
    """Quoted, wrapped, in GB18030, with other dashes, from stdin."""
    put(folder, list(TWELVE))
    line = cli(*SUMMARY, lang="zh").out.strip().rpartition("\n")[2]
    assert re.fullmatch(r"账本核验：12条 [0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}（2024年账本，至2024-W40）", line)
    for text in (f"> {line}", line.replace("条 ", "条\n> "), line.replace("-", "–").replace("–W", "-W"), f"| {line} |"):
        assert cli("verify", text).code == 0, text
    (tmp_path / "old.txt").write_bytes(f"转发：\n{line}\n".encode("gb18030"))
    assert cli("verify", str(tmp_path / "old.txt")).code == 0
    piped = subprocess.run([COMMAND, "--dir", folder, "verify"], input=line.encode(), capture_output=True, check=False)
    assert piped.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("verify", "nothing.txt"), "There is no file nothing.txt."),
        (("verify", "{folder}/plain.txt"), "No line that vouches for a ledger is there"),
        (("check", "--accept", "--repair"), "--accept does not go with --repair."),
    ],
)
def test_wrong_input_is_one_line(cli: Cli, folder: Path, arguments: tuple[str, ...], text: str) -> None:
    """One line on stderr, nothing on stdout."""
    (folder / "plain.txt").write_text("nothing here\n", encoding="utf-8")
    outcome = cli(*(argument.format(folder=folder) for argument in arguments))
    assert (outcome.code in {1, 2}, outcome.out, outcome.err.count("\n")) == (True, "", 1)
    assert text in outcome.err


def test_entries_without_a_check_value_count(cli: Cli, folder: Path) -> None:
    """Added by hand, changed by hand: the vouch tells."""
    put(folder, [each._replace(check=None) for each in TWELVE])
    line = cli(*SUMMARY).out.strip().rpartition("\n")[2]
    text = (folder / LEDGER).read_text(encoding="utf-8")
    (folder / LEDGER).write_text(text.replace("value = 1003", "value = 1004"), encoding="utf-8")
    assert "changed since: at least 1" in cli("verify", line).out


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2024, 12, 31)).map(
    lambda moment: moment.replace(tzinfo=MOMENT.tzinfo)
)
BYS = st.builds(Week, st.just(2024), st.integers(1, 52)) | MOMENTS
DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)


@given(st.builds(Vouch, st.integers(2000, 2099), BYS, st.integers(0, 999_999), DIGESTS), st.sampled_from(["en", "zh"]))
def test_a_line_is_read_as_it_is_written(made: Vouch, lang: str) -> None:
    """Whatever it says."""
    speak(lang)
    assert parse_vouches(f"x {vouch_line(made)} 1") == [made._replace(digest=made.digest[:12])]


@given(st.text("账本核验：93条 3f9a-()（）2024年，至W37:T+\n", max_size=200))
def test_no_text_is_too_much(text: str) -> None:
    """Reading never raises."""
    for made in parse_vouches(text):
        assert judge([made], [], content)


def test_a_withdrawal_counts_like_any_entry() -> None:
    """It is one of the set, and what it says is vouched for."""
    taken_back = Withdrawal("1b00", "parking", "1a00", MOMENT, reason="a")
    one = vouch([*TWELVE, taken_back], 2024, Week(2024, 40), content)
    other = vouch([*TWELVE, taken_back._replace(reason="b")], 2024, Week(2024, 40), content)
    assert (one.total, other.total) == (13, 13)
    assert one.digest != other.digest
