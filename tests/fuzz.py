"""Coverage-guided fuzzing of everything that reads what people and programs write. Needs atheris.

`python tests/fuzz.py --runs 250000` feeds that many inputs to each reader, one process each, and
prints a table. An input that raises anything but a refusal, takes longer than a second, or makes the
process grow beyond 300 MB ends the run with exit 1 and is left in a file to look at.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import cast

FUZZING = "--reader" in sys.argv


def watched_imports() -> AbstractContextManager[object]:
    """While fuzzing, count the branches of our own code and of the TOML parser; else just import."""
    if not FUZZING:
        return nullcontext()
    import atheris

    return cast("AbstractContextManager[object]", atheris.instrument_imports(include=["jiangan_targets", "tomllib"]))


with watched_imports():
    from jiangan_targets.domain.cells.cell import ReceivedSheet
    from jiangan_targets.domain.cells.number_format import number_format
    from jiangan_targets.domain.cells.shown import Shown
    from jiangan_targets.domain.dates import parse_date, parse_week
    from jiangan_targets.domain.normal_form import normal_form
    from jiangan_targets.domain.period import in_digits, parse_day_or_period, periods_in
    from jiangan_targets.domain.quantity import format_quantity, parse_quantity
    from jiangan_targets.domain.received.grid import rows_of
    from jiangan_targets.domain.received.sheet import take_in
    from jiangan_targets.errors import Failure
    from jiangan_targets.storage.ledger import record_text
    from jiangan_targets.storage.ledger.file import ledger as file_ledger
    from jiangan_targets.storage.ledger.file.repair import plan_repair
    from jiangan_targets.storage.plan import file as plan_file
    from jiangan_targets.storage.sheets import csv as csv_table

CORPUS = Path(__file__).with_name("fuzz_corpus")
FOUND = Path(__file__).resolve().parent.parent / ".fuzz"
PATH = Path("input")
SECONDS, MEGABYTES, LENGTH = 1, 300, 4096
PLAN = plan_file.parse(Path(__file__).parent.parent.joinpath("targets", "2024.toml").read_bytes(), PATH, 2024)[0]


def quantity(data: bytes) -> None:
    """A figure is read and written back as the same figure, or refused."""
    text = data.decode(errors="surrogateescape")
    for unit in ("个", "亿元", "%"):
        with suppress(Failure):
            value = parse_quantity(text, unit)
            assert parse_quantity(format_quantity(value), unit) == value


def dates(data: bytes) -> None:
    """A day, a period, a week, or a refusal."""
    text = data.decode(errors="surrogateescape")
    for read in (lambda: parse_date(text, 2024), lambda: parse_day_or_period(text, 2024), lambda: parse_week(text)):
        with suppress(Failure):
            read()
    assert all(begin < end for begin, end, _period in periods_in(in_digits(normal_form(text)), 2024))


def targets(data: bytes) -> None:
    """A plan, or mistakes; each of them can be said."""
    plan, mistakes = plan_file.parse(data, PATH, 2024)
    assert (plan is None) == bool(mistakes)
    assert all(str(mistake) for mistake in mistakes)


def records(data: bytes) -> None:
    """A ledger, or a refusal; what is read is read again after it is written."""
    with suppress(Failure):
        entries = file_ledger.parse(data, PATH).entries
        text = file_ledger.HEADER + "".join("\n" + record_text.block(entry) for entry in entries)
        assert file_ledger.parse(text.encode(), PATH).entries == entries


def repair(data: bytes) -> None:
    """Whatever is repaired can be read."""
    repaired = plan_repair(data, PATH)
    assert len(file_ledger.parse(repaired.data, PATH).entries) == repaired.kept


def csv(data: bytes) -> None:
    """A table taken in, or a refusal."""
    assert PLAN is not None
    with suppress(Failure):
        take_in([ReceivedSheet(None, rows_of(csv_table.read(data, PATH)))], PLAN, date(2024, 9, 30))


def formats(data: bytes) -> None:
    """What a number format shows, or a problem; and a text stays one."""
    found = number_format(data.decode(errors="replace"))
    for value in ("0", "-0.5", "1182.71504573599", "45565", "1e300", "1e-300"):
        shown = found.show(Decimal(value))
        assert shown.problem is None or str(shown.problem)
    assert isinstance(found.show_text("9"), Shown)


READERS: dict[str, Callable[[bytes], None]] = {
    reader.__name__: reader for reader in (quantity, dates, targets, records, repair, csv, formats)
}


def fuzz(name: str, arguments: list[str]) -> None:
    """Run atheris on one reader; it ends the process."""
    import atheris

    FOUND.mkdir(exist_ok=True)
    atheris.Setup([sys.argv[0], f"-artifact_prefix={FOUND}/", *arguments], READERS[name])
    atheris.Fuzz()


def run(name: str, runs: int) -> tuple[bool, str]:
    """One reader in a process of its own, and its row of the table."""
    with tempfile.TemporaryDirectory() as found:
        limits = [f"-runs={runs}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}", f"-max_len={LENGTH}"]
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, __file__, "--reader", name, *limits, "-seed=1", found, str(CORPUS / name)],
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            check=False,
        )
        seconds = time.monotonic() - started
    inputs = re.search(r"Done (\d+) runs", done.stderr)
    peak = re.findall(r"rss: (\d+)Mb", done.stderr)
    fine = done.returncode == 0 and inputs is not None
    if not fine:
        sys.stderr.write(done.stderr[-3000:])
    row = (
        name,
        inputs[1] if inputs else "failed",
        f"{seconds:.0f}",
        peak[-1] if peak else "?",
        "none" if fine else "see above",
    )
    return fine, f"| {' | '.join(row)} |"


def main() -> int:
    """Fuzz every reader, or the one that is named."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=250_000, help="inputs for each reader")
    parser.add_argument("--reader", choices=list(READERS), help=argparse.SUPPRESS)
    chosen, rest = parser.parse_known_args()
    if chosen.reader:
        fuzz(chosen.reader, rest)
    results = [run(name, chosen.runs) for name in READERS]
    lines = [
        "| reader | inputs | seconds | peak MB | failures |",
        "|---|---:|---:|---:|---|",
        *(row for _fine, row in results),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(not all(fine for fine, _row in results))


if __name__ == "__main__":
    raise SystemExit(main())
