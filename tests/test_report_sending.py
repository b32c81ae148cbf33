"""A report on its way out: the serial number it bears, and the Word file that the office goes on working on."""

from __future__ import annotations

from pathlib import Path

import pytest

from answers import report_of
from conftest import Cli

OFFICE = """
[report]
issue = "江目办〔{year}〕{number}号"

[report.periods."2024-11"]
number = 40

[report.periods."2024-12"]
number = 1
date = 2025-01-12
"""


@pytest.mark.parametrize(
    ("arguments", "issue"),
    [
        (("--month", "2024-11"), "江目办〔2024〕40号"),
        (("--month", "2024-12"), "江目办〔2025〕1号"),
        (("--quarter", "2024-Q4", "--dated", "2025-01-12"), "江目办〔2024〕4号"),
    ],
)
def test_a_serial_number_is_of_the_year_of_sending(
    cli: Cli, folder: Path, arguments: tuple[str, ...], issue: str
) -> None:
    """December's report goes out in January, as the office's first; a period's own number is of its own year."""
    (folder / "config.toml").write_text(OFFICE, encoding="utf-8")
    assert report_of(cli, *arguments)["issue"] == issue


def test_a_document_that_was_edited_is_kept(cli: Cli, tmp_path: Path) -> None:
    """The same report may be made again; an office's changes to a Word file are not lost by it."""
    reports = tmp_path / "reports"
    reports.mkdir()
    command = ("report", "--month", "2024-09", "--format", "docx", "--output", str(reports))
    assert [cli(*command).code, cli(*command).code] == [0, 0]
    path = reports / "2024-09.docx"
    made = path.read_bytes()
    path.write_bytes(made + b"edited")
    refused = cli(*command)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert refused.err.endswith("2024-09.docx is there already; name another file, or add --overwrite.\n")
    assert path.read_bytes() == made + b"edited"
    assert cli(*command, "--overwrite").code == 0
    assert path.read_bytes() == made


def test_texts_over_several_lines_stand_in_one(cli: Cli, folder: Path) -> None:
    """Two offices that sign together, and blanks around words; only what is asked for has paragraphs."""
    signature = 'signature = """\n甲局\n乙局"""\nrecipients = " 各部门： "\ncopy_to = "区委办公室。\\n"\n'
    (folder / "config.toml").write_text(f'[report]\n{signature}next_steps = "一。\\n\\n 二。"\n', encoding="utf-8")
    text = cli("report", "--month", "2024-09", lang="zh").out
    assert "\n各部门：\n" in text
    assert "甲局 乙局\n" in text
    assert "　　一。\n　　二。\n" in text
    assert "\n抄送：区委办公室。\n" in text
