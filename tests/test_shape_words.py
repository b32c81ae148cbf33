"""How targets of every shape are worded, in each form and both languages."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import Cli
from shapes import ON, write
from test_target_shapes import (
    ACCIDENTS,
    BAND,
    BRIDGE,
    CPI,
    ENERGY,
    JUNE,
    KEEP,
    PM25,
    RANK,
    SPENDING,
    UNKNOWN,
    standing_of,
)

FALL = 'crime\nkind = "rate"\ncomparison = "at_most"\nvalue = -10\nunit = "%"'
TOILETS = 'toilets\nkind = "total"\ncomparison = "within"\nvalue = { lower = 8, upper = 10 }\nunit = "座"'
GDP = 'gdp\nkind = "rate"\nvalue = 7\nunit = "%"'
INCOME = 'income\nkind = "rate"\nvalue = { figure = "gdp" }\nunit = "%"'


def test_a_ceiling_has_a_share_of_the_limit(cli: Cli, folder: Path) -> None:
    """About with lower as better is a limit too: never 完成率, and an allowance is not met in January."""
    write(folder, CPI, SPENDING)
    answer = cli("record", "cpi=3.1", "spending=200", *ON, lang="zh").out
    assert "占限额500万元的40.0% · 低于限额序时10.0个百分点 · 超进度" in answer
    assert "目标cpi，截至2024年6月30日：无 → 3.1（+3.1） · 高于目标0.1个百分点 · 达进度" in answer
    shown = cli("show", "cpi", *ON, lang="zh").out
    assert "占限额" in shown
    assert "完成率" not in shown


def test_a_fall_is_reached_and_uses_nothing_up(cli: Cli, folder: Path) -> None:
    """下降10%以上: 8 of 10 is a completion of 80 %, and no share of a limit that looks harmless."""
    write(folder, FALL, ENERGY)
    assert cli("record", "crime=-8", "energy=-2.6", *ON).code == 0
    shown = cli("show", "crime", *ON).out
    assert "Completion  80.0%" in shown
    assert "2.0 points above target" in shown
    assert "limit" not in cli("status", *ON).out


def test_what_is_to_be_kept_is_short_by_so_many(cli: Cli, folder: Path) -> None:
    """保持在800家以上: 10 firms are missing, not 1.3 points of anything."""
    write(folder, KEEP)
    assert "低于目标10家 · 欠进度" in cli("record", "keep", "790", *ON, lang="zh").out
    assert standing_of(cli, "keep", on=JUNE.isoformat())[1] == -10
    assert "· target" in cli("show", "keep", *ON).out


def test_a_column_of_points_never_holds_another_unit(cli: Cli, folder: Path) -> None:
    """Micrograms, places and firms are named in tables, Markdown and sheets; a limit's share is called one."""
    write(folder, PM25, RANK, KEEP, ACCIDENTS)
    assert cli("record", "pm25=41", "rank=5", "keep=790", "accidents=9", *ON).code == 0
    for form in ("table", "markdown"):
        text = cli("status", "--format", form, *ON, lang="zh").out
        assert all(gap in text for gap in ("-6微克/立方米", "-2位", "-10家"))
    assert "-2 places" in cli("status", *ON).out
    sheet = folder / "sheet.csv"
    assert cli("export", str(sheet), *ON, lang="zh").code == 0
    rows = {line.split(",")[-1]: line for line in sheet.read_text(encoding="utf-8-sig").splitlines()}
    assert ",占限额117.1%,,,高于限值6微克/立方米,严重滞后," in rows["pm25"]
    assert ",差2位,严重滞后," in rows["rank"]
    assert ",占限额45.0%,50.0%,90.0%,5.0,超进度," in rows["accidents"]
    assert cli("import", str(sheet), "--dry-run").code == 0


def test_a_range_is_no_whole_to_have_a_share_of(cli: Cli, folder: Path) -> None:
    """6.8 in 6 to 6.5 is no completion of 113 %, and a total above its range is not behind pace."""
    write(folder, BAND, TOILETS)
    answer = cli("record", "band=6.8", "toilets=4", *ON).out
    assert "0.3 points outside the range" in answer
    assert "50.0% of" not in answer
    assert standing_of(cli, "band", on=JUNE.isoformat())[2] is None
    assert "25.0 points outside the range · over the limit" in cli("record", "toilets", "12", "--on", "2024-08-31").out


def test_a_value_that_is_another_figure_is_named_before_and_after_it_is_known(cli: Cli, folder: Path) -> None:
    """The rule keeps its comparison and its distance; the summary judges by the same figure as the table."""
    above = 'above\nkind = "rate"\ncomparison = "more_than"\nvalue = { figure = "gdp", plus = -0.5 }\nunit = "%"'
    write(folder, GDP, INCOME, above)
    assert "more than the figure of gdp less 0.5 points\n" in cli("show", "above").out
    assert cli("record", "gdp=6.1", "income=5.8", "above=6", "--on", "2024-06-27").code == 0
    assert "超过“目标gdp”的最新数据减0.5个百分点（现为5.6%）" in cli("show", "above", *ON, lang="zh").out
    summary = cli("summary", "--week", "2024-W26", "--revised").out
    assert "▽ income (behind): 5.8 / 6.1%\n      income as of 27 June: 5.8%, 0.3 points below target." in summary
    assert json.loads(cli("show", "income", "--json", *ON).out)["compared_with"] == {
        "id": "gdp", "value": 6.1, "as_of": "2024-06-27",
    }  # fmt: skip


def test_a_preview_judges_by_the_figure_that_comes_along(cli: Cli, folder: Path) -> None:
    """`--dry-run` and the table of an import see the other target's new figure, which is stored with them."""
    write(folder, GDP, INCOME)
    assert "0.3 points below target" in cli("record", "income=5.8", "gdp=6.1", *ON, "--dry-run").out
    (folder / "in.csv").write_text("编号,累计完成\nincome,5.8\ngdp,6.1\n", encoding="utf-8")
    lines = cli("import", str(folder / "in.csv"), "--as-of", "2024-06-30").out.splitlines()
    assert [line.split()[-3] for line in lines if line.startswith("income")] == ["behind"]


def test_a_target_without_value_or_figure_can_be_drawn(cli: Cli, folder: Path) -> None:
    """A chart has room for nothing at all; the table puts the unit behind the figure where there is no goal."""
    write(folder, UNKNOWN, RANK, BRIDGE)
    assert cli("chart").out.startswith("<?xml")
    assert cli("record", "unknown", "5", *ON).code == 0
    assert "5个 / –" in cli("status", *ON, lang="zh").out


def test_a_gap_is_never_rounded_away_by_the_decimals_shown(cli: Cli, folder: Path) -> None:
    """49.6 of 50 yuan is shown as 50 and is 0.4 short; ％ is %, and ‰ is no percentage point."""
    write(
        folder,
        'price\nkind = "rate"\nvalue = 50\nunit = "元"\ndecimals = 0',
        'wide\nkind = "rate"\nvalue = 7\nunit = "％"',
        'births\nkind = "rate"\nvalue = 6\nunit = "‰"',
        'band\nkind = "rate"\ncomparison = "within"\nvalue = { lower = -5, upper = -3 }\nunit = "%"',
    )
    answer = cli("record", "price=49.6", "wide=6.1", "births=5.7", "band=-6", *ON, lang="zh").out.splitlines()
    assert [line.split(" · ")[1] for line in answer] == [
        "低于目标0.4元", "低于目标0.9个百分点", "低于目标0.3‰", "超出区间1.0个百分点",
    ]  # fmt: skip
    assert "-6 / -5 – -3%" in cli("status", *ON).out


def test_what_is_missed_is_never_level_with_the_target(cli: Cli, folder: Path) -> None:
    """6.51 in 6 to 6.5, 6.96 of 7: by how little, in as many decimals as it takes; during the year one decimal does."""
    write(folder, BAND, GDP, ACCIDENTS.replace("20", "3000"))
    assert "level with the target · on pace" in cli("record", "gdp", "6.96", *ON).out
    answer = cli("record", "band=6.51", "gdp=6.96", "accidents=3001", "--on", "2024-12-31").out.splitlines()
    assert [line.split(" · ", 1)[1] for line in answer] == [
        "0.01 points outside the range · missed",
        "0.04 points below target · missed",
        "100.0% of the limit of 3,000起 · 0.03 points above the pace of the limit · missed",
    ]


def test_the_share_of_several_years_is_not_said_while_one_is_unknown(cli: Cli, folder: Path) -> None:
    """Without this year's value the whole would be too small, and the share beyond 100 %."""
    years = "total_by = 2025\nyears = { 2023 = 5, 2025 = 6 }"
    write(folder, f"{UNKNOWN}\n{years}", f'homes\nkind = "total"\nvalue = 9\nunit = "套"\n{years}')
    assert cli("record", "unknown=10", "homes=7", *ON).code == 0
    assert "Several years" not in cli("show", "unknown", *ON).out
    assert "Several years    12套 of 20套 up to 2025 (60.0%)" in cli("show", "homes", *ON).out


def test_a_revision_says_what_was_before(cli: Cli, folder: Path) -> None:
    """The value of the beginning stays readable, or that none was set."""
    revision = 'revisions = [{ from = 2024-08-01, value = 180, reason = "调整预算" }]'
    write(folder, f'a\nkind = "total"\nvalue = 160\nunit = "亿元"\n{revision}', f"{UNKNOWN}\n{revision}")
    later = ("--on", "2024-08-01")
    assert "160亿元，2024-08-01起180亿元（调整预算）" in cli("show", "a", *later, lang="zh").out
    assert "未下达，2024-08-01起180个（调整预算）" in cli("show", "unknown", *later, lang="zh").out
    assert json.loads(cli("show", "a", "--json", *ON).out)["value_in_force"] == 160
    assert json.loads(cli("show", "a", "--json", "--on", "2024-08-01").out)["value_in_force"] == 180


def test_the_upper_tier_of_an_allowance_is_known_at_the_end(cli: Cli, folder: Path) -> None:
    """Three accidents in June are no stretch goal of 15 reached."""
    write(folder, f"{ACCIDENTS}\nstretch_value = 15")
    assert cli("record", "accidents", "3", *ON).code == 0
    assert "reached" not in cli("show", "accidents", *ON).out
    assert cli("record", "accidents", "14", "--on", "2024-12-31").code == 0
    assert "Stretch goal        reached" in cli("show", "accidents", "--on", "2024-12-31").out


def test_the_worst_comes_first_whatever_its_unit(cli: Cli, folder: Path) -> None:
    """A broken limit of 0 has no gap and leads; places and micrograms stand as shares beside points."""
    deaths = 'deaths\nkind = "total"\ncomparison = "at_most"\nvalue = 0\nunit = "人"'
    write(folder, GDP, PM25, RANK, deaths, ACCIDENTS)
    assert cli("record", "gdp=6", "pm25=41", "rank=5", "deaths=1", "accidents=22", *ON).code == 0

    def order(key: str) -> list[str]:
        return [item["id"] for item in json.loads(cli("status", "--sort", key, "--json", *ON).out)["targets"]]

    assert order("gap") == ["deaths", "rank", "accidents", "pm25", "gdp"]
    assert order("completion")[:3] == ["gdp", "pm25", "accidents"]
