"""What is written for the user, through the installed command: nothing is overwritten unasked, every path is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Cli

WRITERS = {
    "export": ("export", "{file}.xlsx"),
    "export as CSV": ("export", "{file}.csv"),
    "a form": ("export", "{file}.xlsx", "--form"),
    "chart": ("chart", "--output", "{file}.svg"),
    "summary": ("summary", "--week", "2024-W37", "--output", "{file}.md"),
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_that_is_there_stays(installed: Cli, tmp_path: Path, name: str) -> None:
    """Without --overwrite it is refused, in one line; with it the file is replaced, and its path told."""
    arguments = [word.format(file=tmp_path / "out") for word in WRITERS[name]]
    (path,) = (Path(word) for word in arguments if word.startswith(str(tmp_path)))
    first = installed(*arguments)
    assert (first.code, first.out, first.err) == (0, "", f"Written: {path}\n")
    path.write_text("precious", encoding="utf-8")
    refused = installed(*arguments)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.endswith(f"{path} is there already; name another file, or add --overwrite.\n")
    assert refused.err.count("\n") == 1
    assert path.read_text(encoding="utf-8") == "precious"
    replaced = installed(*arguments, "--overwrite")
    assert (replaced.code, replaced.out, replaced.err) == (0, "", f"Written: {path}\n")
    assert path.read_bytes() != b"precious"


def test_the_weekly_file_of_the_same_week_is_renewed(installed: Cli, tmp_path: Path) -> None:
    """In its folder or named in full; another week's, and a chart of the same folder, are not."""
    folder = tmp_path / "reports"
    folder.mkdir()
    week = ("summary", "--format", "markdown", "--week", "2024-W37", "--output")
    for where in (folder, folder, folder / "2024-W37.md"):
        told = installed(*week, str(where))
        assert (told.code, told.err) == (0, f"Written: {folder / '2024-W37.md'}\n")
    (folder / "2024-W36.md").write_text("precious", encoding="utf-8")
    assert installed(*week, str(folder / "2024-W36.md")).code == 1
    assert (folder / "2024-W36.md").read_text(encoding="utf-8") == "precious"
    assert installed("chart", "--output", str(folder)).code == 0
    assert installed("chart", "--output", str(folder)).code == 1


def test_how_a_sheet_is_read_is_kept_once(installed: Cli, folder: Path, tmp_path: Path) -> None:
    """`--remember` replaces nothing unasked, and nothing is recorded when it is refused."""
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("指标名称,累计完成\n新增停车位,9000\n", encoding="utf-8")
    command = ("import", str(sheet), "--as-of", "2024-09-08", "--names", "A", "--figures", "B", "--remember", "monthly")
    first = installed(*command)
    assert first.code == 0
    kept = folder / "imports" / "monthly.toml"
    assert str(kept) in first.err
    before = kept.read_bytes()
    sheet.write_text("指标名称,累计完成\n新增停车位,9500\n", encoding="utf-8")
    ledger = folder / "records" / "2024.toml"
    records = ledger.read_bytes()
    refused = installed(*command)
    assert (refused.code, refused.out) == (1, "")
    assert f"{kept} is there already" in refused.err
    assert (kept.read_bytes(), ledger.read_bytes()) == (before, records)
    assert installed(*command, "--overwrite").code == 0
    assert ledger.read_bytes() != records
