"""Words as a reader of either language would write them, through the installed command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import Cli


@pytest.mark.parametrize(
    ("figure", "day", "english", "chinese"),
    [
        ("towers-100m=26", "2024-08-31", "1 tower more", "还差1栋"),
        ("schools=4", "2024-09-30", "3 schools more: 1 school per month from now", "还差3所：今后每月需1所"),
        ("schools=3", "2024-12-10", "4 schools more: 2 schools per week or 6 schools per month from now",
         "每周需2所，或每月需6所"),
        ("parking=9000", "2024-09-08", "7,000 spaces more: 430 spaces per week or 1,875 spaces per month from now",
         "每周需430个，或每月需1,875个"),
        ("retail=455.1", "2024-08-31", "244.9 ×100m yuan more: 14.1 ×100m yuan per week", "每周需14.1亿元"),
    ],
)  # fmt: skip
def test_what_comes_whole_is_not_needed_by_tenths(
    installed: Cli, figure: str, day: str, english: str, chinese: str
) -> None:
    """Below one a week by the month, below one a month only what is missing; what is measured keeps its tenths."""
    target = figure.partition("=")[0]
    assert installed("record", figure, "--on", day).code == 0
    needed = next(line for line in installed("show", target, "--on", day).out.split("\n") if line.startswith("Needed"))
    assert english in needed
    assert needed.endswith(english) or "retail" in figure
    assert chinese in installed("--lang", "zh", "show", target, "--on", day).out


def test_one_is_not_many(installed: Cli, folder: Path) -> None:
    """Of the units, and of the records that a line counts."""
    answer = installed("record", "schools", "1", "--on", "2024-03-31")
    assert "1 schools" not in answer.out
    shown = installed("summary", "--week", "2024-W13").out
    assert "1 school," in shown
    assert "1 record " in installed("check").out
    installed("record", "schools", "2", "--on", "2024-04-30")
    assert "2 records " in installed("check").out
    assert "2 schools" in installed("show", "schools").out
    ledger = folder / "records" / "2024.toml"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("value = 2", "value = zwei"), encoding="utf-8")
    assert "Would keep 1 record: " in installed("check", "--repair").out


def test_a_unit_is_told_in_the_readers_language(installed: Cli) -> None:
    """The plan has spaces, not 个, and the other way round."""
    assert "is not in spaces; give the figure in spaces." in installed("record", "parking", "3亿元").err
    assert "的单位不是个；请以个为单位填写。" in installed("--lang", "zh", "record", "parking", "3亿元").err


def test_a_folder_that_is_not_there_is_told_in_words(installed: Cli, tmp_path: Path) -> None:
    """Not by the system's code."""
    for lang, said in (("en", "its folder is not there; create it, or name another."), ("zh", "所在文件夹不存在")):
        refused = installed("--lang", lang, "export", str(tmp_path / "no" / "x.csv"))
        assert refused.code == 1
        assert said in refused.err
        assert "ENOENT" not in refused.err


@pytest.mark.parametrize("arguments", [("record", "parking", "9000", "--on", "2024-09-08"), ("undo",), ("import", "-")])
def test_a_dry_run_has_one_name(cli: Cli, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    """试运行 wherever nothing is written."""
    import io
    from types import SimpleNamespace

    sheet = "指标名称,累计完成,截至\n新增充电桩,6500,2024-09-08\n".encode()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(sheet)))
    cli("record", "parking", "8000", "--on", "2024-08-31")
    said = cli(*arguments, "--dry-run", lang="zh").out.splitlines()
    # An answer may end by naming the example plan.
    assert any(line.startswith("（试运行）") for line in said[-2:])


def test_chinese_output_has_no_half_width_colon(installed: Cli, folder: Path) -> None:
    """Help, answers, details with milestones, and a withdrawn record's reason."""
    installed("record", "parking", "9000", "--on", "2024-09-08")
    shown = [installed("--lang", "zh", command, "--help").out for command in ("record", "status", "summary")]
    shown.append(installed("--lang", "zh", "undo", "--reason", "重复").out)
    shown.append(installed("--lang", "zh", "history").out)
    assert "已撤回：重复" in shown[-1]
    (folder / "targets").mkdir()
    text = (Path(__file__).parent.parent / "targets" / "2024.toml").read_text(encoding="utf-8")
    milestones = "milestones = [{ by = 2024-06-30, value = 8000 }, { by = 2024-09-30, value = 12000 }]"
    text = text.replace("[targets.parking]\n", f"[targets.parking]\n{milestones}\n")
    (folder / "targets" / "2024.toml").write_text(text, encoding="utf-8")
    shown.append(installed("--lang", "zh", "show", "parking").out)
    assert "2024-06-30：8,000个、2024-09-30：12,000个" in shown[-1]
    for text in shown:
        assert not re.search("[\u4e00-\u9fff][:,;]", text), text
