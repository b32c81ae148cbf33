"""What is exported comes back: the form with the typed figures, through LibreOffice too, and every record."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from answers import known
from conftest import Cli, needs
from jiangan_targets.cli.app import main
from jiangan_targets.domain.quantity import canonical
from jiangan_targets.domain.record import Record
from jiangan_targets.render.safe import safe_for_terminal
from jiangan_targets.storage.ledger.file import ledger as file_ledger
from sheet_files import converted

FIGURES: dict[str, str | float] = {
    "gdp-growth": 6.1,
    "retail": 512.3,
    "parking": "1.2万",
    "charging": 8500,
    "schools": 7,
    "elder-beds-rate": 44.25,
    "towers-100m": 26,
}
EXPECTED = {**FIGURES, "parking": 12000}


def filled_form(cli: Cli, path: Path, lang: str = "zh") -> Path:
    """The form for 30 September, filled in the way a department does."""
    assert cli("export", "--form", "--as-of", "2024-09-30", str(path), lang=lang)[:2] == (0, "")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    rows = {str(row[0].value): row for row in sheet.iter_rows()}
    for name, figure in FIGURES.items():
        rows[name][6].value = figure
    rows["parking"][7].value = date(2024, 9, 8)
    rows["parking"][8].value = "区城管局"
    book.save(path)
    return path


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_form_comes_back_with_the_typed_figures(cli: Cli, tmp_path: Path, lang: str) -> None:
    """What was typed is recorded, on the form's day or the row's own; the same file again changes nothing."""
    form = filled_form(cli, tmp_path / "form.xlsx", lang)
    shown = cli("import", str(form), "--by", "王芳")
    assert (shown.code, shown.err) == (0, "")
    assert "New parking spaces" in shown.out
    assert "\nRecorded: 7; recorded already: 0; no figure: 14; not ours: 0; not understood: 0.\n" in shown.out
    assert known(cli) == EXPECTED
    (parking,) = json.loads(cli("history", "parking", "--json").out)
    assert (parking["as_of"], parking["note"], parking["by"]) == ("2024-09-08", "区城管局", "王芳")
    assert json.loads(cli("history", "retail", "--json").out)[0]["as_of"] == "2024-09-30"
    again = cli("import", str(form))
    assert (again.code, again.err) == (0, "")
    assert again.out.startswith("Recorded: 0; recorded already: 7; no figure: 14; not ours: 0; not understood: 0.\n")
    assert len(json.loads(cli("history", "--json").out)) == 7


@pytest.mark.slow
@needs("soffice")
def test_the_form_survives_libreoffice(cli: Cli, tmp_path: Path, folder: Path) -> None:
    """Saved as ODS, back as xlsx, as an old .xls, and as a GB18030 CSV: exactly the typed figures."""
    form = filled_form(cli, tmp_path / "form.xlsx")
    ods = converted(form, "ods", tmp_path / "ods")
    sheets = [ods, converted(ods, "xlsx", tmp_path / "xlsx"), converted(form, "xls", tmp_path / "xls")]
    sheets.append(converted(form, "csv:Text - txt - csv (StarCalc):44,34,85", tmp_path / "csv"))
    assert "新增停车位".encode("gb18030") in sheets[-1].read_bytes()
    for sheet in sheets:
        (folder / "records" / "2024.toml").unlink(missing_ok=True)
        assert cli("import", str(sheet)).code == 0
        assert known(cli) == EXPECTED
        assert json.loads(cli("history", "parking", "--json").out)[0]["as_of"] == "2024-09-08"


VALUES = st.decimals(0, 10**9, places=3, allow_nan=False).map(canonical)
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))
# What is invisible comes out as its escape, on purpose; all else comes back as it was.
NOTES = st.none() | st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.sampled_from("'=+-@"), min_size=1, max_size=12
).filter(lambda note: safe_for_terminal(note) == note)
TARGETS = st.sampled_from(["parking", "retail", "gdp-growth", "towers-100m", "elder-beds-rate", "greenery"])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    figures=st.dictionaries(TARGETS, st.tuples(VALUES, DAYS, NOTES), min_size=1),
    kind=st.sampled_from(["csv", "xlsx"]),
    lang=st.sampled_from(["en", "zh"]),
)
@example(figures={"retail": (Decimal(100), date(2024, 1, 1), "0")}, kind="csv", lang="en")
def test_export_and_import_are_inverse(
    tmp_path_factory: pytest.TempPathFactory, figures: dict[str, tuple[Decimal, date, str | None]], kind: str, lang: str
) -> None:
    """Whatever is recorded, exported and imported elsewhere, every figure, day and note is there again."""
    here, there = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("there")
    for name, (value, day, note) in figures.items():
        remark = [] if note is None else [f"--note={note}"]
        arguments = ["record", f"{name}={value:f}", "--on", day.isoformat(), "--force", *remark]
        assert main(["--dir", str(here), "--lang", "en", *arguments]) == 0
    path = here / f"status.{kind}"
    assert main(["--dir", str(here), "--lang", lang, "export", str(path)]) == 0
    assert main(["--dir", str(there), "--lang", "en", "import", str(path), "--force"]) == 0
    first, second = (
        {
            (entry.target, entry.value, entry.as_of, entry.note)
            for entry in file_ledger.read(place / "records" / "2024.toml").entries
            if isinstance(entry, Record)
        }
        for place in (here, there)
    )
    assert first == second
