"""`import --sheet --names --figures --rows`: a person's choice of what is read, kept and used again."""

from __future__ import annotations

from pathlib import Path

import pytest

from answers import recorded
from conftest import Cli


def test_what_was_chosen_can_be_kept(cli: Cli, tmp_path: Path, folder: Path) -> None:
    """--remember writes it into the workspace, --like reads it; a column with another heading is not the same one."""
    path = tmp_path / "own.csv"
    path.write_text("事项,8月底存量\n新增停车位,0.78万\n", encoding="utf-8")
    choice = ("--as-of", "2024-08-31", "--names", "A", "--figures", "b")
    assert cli("import", str(path), *choice, "--remember", "城管月报", "--dry-run").code == 0
    assert not (folder / "imports").exists()
    shown = cli("import", str(path), *choice, "--remember", "城管月报")
    assert (shown.code, recorded(cli)) == (0, {("parking", 7800, "2024-08-31")})
    kept = folder / "imports" / "城管月报.toml"
    assert kept.read_text(encoding="utf-8").count("\n") > 3
    path.write_text("事项,9月底存量\n新增停车位,0.876万\n", encoding="utf-8")
    assert cli("import", str(path), "--as-of", "2024-09-30", "--like", "城管月报").code == 0
    assert ("parking", 8760, "2024-09-30") in recorded(cli)
    path.write_text("事项,9月底目标\n新增停车位,1.2万\n", encoding="utf-8")
    refused = cli("import", str(path), "--as-of", "2024-10-31", "--like", "城管月报")
    assert "column B is headed “9月底目标”; it was “8月底存量” when the choice was kept." in refused.err
    kept.write_text('figure = "B"\n', encoding="utf-8")
    assert "unknown key “figure”; there are: sheet, names, figures, rows, headings." in cli(
        "import", str(path), "--like", "城管月报"
    ).err  # fmt: skip


@pytest.mark.parametrize(
    ("code", "options", "text"),
    [
        (2, ("--figures", "D9"), "--figures: “D9” is no column; write its letters, like D or C,D."),
        (2, ("--names", ""), "--names: “” is no column"),
        (2, ("--rows", "9-5"), "--rows: “9-5” are no rows; write them like 5-40, or 5- to the end."),
        (2, ("--remember", "x"), "--remember keeps what was chosen: add --sheet, --names, --figures or --rows."),
        (2, ("--remember", "../x", "--rows", "1-"), "--remember: “../x” is no name; use letters, digits, - and _."),
        (1, ("--like", "x"), "imports/x.toml; kept are: –."),
    ],
)
def test_a_wrong_choice_is_one_line(cli: Cli, tmp_path: Path, code: int, options: tuple[str, ...], text: str) -> None:
    """It says how to write it."""
    path = tmp_path / "own.csv"
    path.write_text("指标名称,1-9月累计\n新增停车位,8760\n", encoding="utf-8")
    shown = cli("import", str(path), *options)
    assert (shown.code, shown.out, shown.err.count("\n")) == (code, "", 1)
    assert text in shown.err


def test_two_columns_may_be_chosen(cli: Cli, tmp_path: Path) -> None:
    """Each by its own heading's day."""
    path = tmp_path / "own.csv"
    path.write_text("指标名称,8月,1-8月,9月,1-9月\n新增停车位,900,7800,960,8760\n", encoding="utf-8")
    assert cli("import", str(path), "--figures", "C,E").code == 0
    assert recorded(cli) == {("parking", 7800, "2024-08-31"), ("parking", 8760, "2024-09-30")}
