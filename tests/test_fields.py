"""A record's fields are said once: a new one shows up in every form."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import jiangan_targets

PROGRAM = r"""
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from jiangan_targets.domain.record import Fate, Record
from jiangan_targets.domain.target import Lights, Plan
from jiangan_targets.render import sheet
from jiangan_targets.render.history import csv, json
from jiangan_targets.storage.ledger.file import canonical, foreign
from jiangan_targets.storage.ledger.postgres import schema
from jiangan_targets.storage.ledger.record_text import block, sealed

record = Record("a", "parking", Decimal(1), date(2024, 9, 8), datetime(2024, 9, 9, tzinfo=UTC), imaginary="外勤")
text = block(sealed(record))
assert 'imaginary = "外勤"' in text, text
assert canonical.parse(text) == [sealed(record)]
assert foreign.parse_foreign("# by hand\n  " + text, Path("x")) == [sealed(record)]
assert schema.COLUMNS["imaginary"] == "imaginary"
fates = [Fate(record, None, None)]
assert '"imaginary": "外勤"' in json.render(fates, None, None)
plan = Plan(2024, "", "", "zh", "", Lights(), (), ())
assert "imaginary" in csv.render(fates, plan, None).split("\n")[0] and "外勤" in csv.render(fates, plan, None)
made = sheet.records_sheet(fates, {})
assert made.rows[0][made.headings.index("imaginary")] == "外勤"
"""


def test_a_new_field_shows_up_in_every_form(tmp_path: Path) -> None:
    """Added to the one list in a copy of the package, it is in file, full parser, database, JSON, CSV and sheet."""
    package = tmp_path / "jiangan_targets"
    shutil.copytree(Path(jiangan_targets.__file__).parent, package)
    source = package / "domain" / "record.py"
    text = source.read_text(encoding="utf-8")
    source.write_text(
        text.replace("    source: Text = None\n", "    source: Text = None\n    imaginary: Text = None\n")
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = [{str(tmp_path)!r}]\n{PROGRAM}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
