"""Number formats: a cell means what it shows, or says that its format is not understood."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangan_targets.domain.cells.format_code import BUILT_IN
from jiangan_targets.domain.cells.number_format import number_format
from jiangan_targets.domain.cells.shown import Shown, read_shown, without_noise


@pytest.mark.parametrize(
    ("code", "held", "shown"),
    [
        ("General", "1182.71504573599", "1182.715046"),
        ("General", "51230000000", "51230000000"),
        ("General", "123456789012345", "123456789012345"),
        ("General", "0.061234567891", "0.061234568"),
        ("G/通用格式", "3.5", "3.5"),
        ("", "1.5", "1.5"),
        ("@", "0.1", "0.1"),
        ("0.0", "1182.71504573599", "1182.7"),
        ("0.0", "-1182.75", "-1182.8"),
        ("#,##0", "1234.5", "1235"),
        ("0.00_ ", "2.675", "2.68"),
        ("#,##0.00_ ;[Red]-#,##0.00 ", "-1234.565", "-1234.57"),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-51234.567", "-51234.57"),
        ("0.00_);(0.00)", "-5", "-5.00"),
        ("[Red]0.0;[蓝色]-0.0", "-5", "-5.0"),
        ("[$-804]0.0", "5", "5.0"),
        ("+0.0;-0.0;0.0", "3", "3.0"),
        ("000000", "9000", "9000"),
        ("0.0#", "1.2", "1.2"),
        (".00", "12.345", "12.35"),
        ("0.0,", "9000", "9.0"),
        ("0.00E+00", "123456", "123000"),
        ("[>=10000]0;0.0", "900", "900.0"),
    ],
)
def test_a_number_is_what_is_shown(code: str, held: str, shown: str) -> None:
    """Rounded half up as the format says, scaled by commas, in brackets or with its sign."""
    found = number_format(code).show(Decimal(held))
    assert (found.problem, found.percent) == (None, False)
    assert isinstance(found.value, Decimal)
    assert found.value == Decimal(shown)


@pytest.mark.parametrize(
    ("code", "held", "shown"),
    [
        ('0.0"万"', "0.9", "0.9万"),
        (r"0.0\万", "0.9", "0.9万"),
        ("0.0!万", "0.9", "0.9万"),
        ("0.0万", "0.9", "0.9万"),
        ('0!.0,"万"', "9000", "0.9万"),
        (r'0\.0,"万"', "9000", "0.9万"),
        ('0"."0,"万"', "9000", "0.9万"),
        ('0!.0000"万"', "9000", "0.9000万"),
        ('0.00,,"百万"', "123456789", "123.46百万"),
        ('#,##0.0"亿元"', "51234.56", "51234.6亿元"),
        ('General"万"', "0.9", "0.9万"),
        ('0.0"万";-0.0"万"', "-0.9", "-0.9万"),
        ('0"个"', "-3", "-3个"),
        ('[>=10000]0!.0,"万";0', "90000", "9.0万"),
        ('0;-0;"—"', "0", "—"),
        ('"约"0.0', "0.9", "约0.9"),
        ('"¥"#,##0.00', "12", "¥12.00"),
        ("[$¥-804]0.00", "12", "¥12.00"),
        ("0.0‰", "6.1", "6.1‰"),
    ],
)
def test_what_a_format_adds_is_part_of_what_is_shown(code: str, held: str, shown: str) -> None:
    """Quoted or escaped, behind the number or before it, also where it stands for a point that scales."""
    assert number_format(code).show(Decimal(held)) == Shown(shown)


@pytest.mark.parametrize("code", ["0.0%", '0.0"%"', "0.0 %", "0.00%", r"0.0\%"])
def test_a_percentage_is_its_hundredth(code: str) -> None:
    """A percent sign scales, a quoted one is only shown: both show 6.1 %."""
    held = "6.1" if '"' in code or "\\" in code else "0.061"
    assert number_format(code).show(Decimal(held)) == Shown(Decimal("0.061"), percent=True)


@pytest.mark.parametrize(("code", "held"), [(";;;", "3"), ("0;;", "-1"), ("0;-0;", "0"), ("#", "0"), ('[=0]"";0', "0")])
def test_a_number_may_not_be_shown_at_all(code: str, held: str) -> None:
    """Then the cell is empty."""
    assert number_format(code).show(Decimal(held)) == Shown(None)


@pytest.mark.parametrize(
    "code",
    [
        *("# ?/?", "[DBNum1]0", "[DBNum2][$-804]General", "[$-2000000]0", "0.0x", "0/月", "##0.0E+0", '0.0E+00"x"'),
        *("0.0%%", "0;0;0;0;0", "0 yyyy", "[>5]0", "0" * 2_000, "0." + "0" * 40, "[ENG]0"),
    ],
)
def test_what_is_not_understood_is_told(code: str) -> None:
    """Fractions, numerals in words, engineering notation: no figure is guessed."""
    found = number_format(code).show(Decimal("0.5"))
    assert found.value is None
    assert "is not understood; choose a plain one" in str(found.problem)


@pytest.mark.parametrize("code", ["0;[Red]0", "0.0;0.0", '0"↑";0"↓"', "[>0]0;0"])
def test_a_hidden_sign_is_told(code: str) -> None:
    """Red alone says “negative” to nobody who reads a copy."""
    assert "but holds -5; show its sign" in str(number_format(code).show(Decimal(-5)).problem)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("yyyy/m/d", date(2024, 9, 30)),
        ("yyyy-mm-dd;@", date(2024, 9, 30)),
        ('yyyy"年"m"月"d"日"', date(2024, 9, 30)),
        ('[$-804]yyyy"年"m"月"d"日" dddd', date(2024, 9, 30)),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", date(2024, 9, 30)),
        ("m/d/yy h:mm", date(2024, 9, 30)),
        ('m"月"d"日"', date(2024, 9, 30)),
        ("d-mmm-yy", date(2024, 9, 30)),
        ('yyyy"年"m"月"', "2024年9月"),
        ("mmm-yy", "2024年9月"),
        ('m"月"', "9月"),
        ("yyyy", "2024年"),
        ("h:mm", "6:00:00"),
        ("mm:ss.0", "6:00:00"),
        ("[h]:mm", "1093566:00:00"),
        ('上午/下午h"时"mm"分"', "6:00:00"),
        ('"填报日期："yyyy-m-d', "填报日期：2024-9-30"),
        ('"截至"yyyy"年"m"月"', "截至2024年9月"),
    ],
)
def test_a_day_is_what_is_shown(code: str, shown: date | str) -> None:
    """A month is no day, a time neither, and words around a day say what day it is."""
    assert number_format(code).show(Decimal("45565.25")) == Shown(shown)


@pytest.mark.parametrize(
    ("code", "held"), [("yyyy-m-d", "-1"), ("yyyy-m-d", "2958466"), ("m-d", "60"), ("aaaa", "45565")]
)
def test_what_is_no_day_is_told(code: str, held: str) -> None:
    """Before the calendars agree, after the year 9999, or only a weekday."""
    found = number_format(code).show(Decimal(held))
    assert found.value is None
    assert found.problem is not None


def test_days_may_count_from_1904() -> None:
    """As in workbooks of old Macintoshes."""
    assert number_format("yyyy-m-d").show(Decimal(44103), from_1904=True) == Shown(date(2024, 9, 30))


def test_texts_may_be_added_to() -> None:
    """Only by a section of their own; a number in that format is plain."""
    assert number_format('@"万"').show_text("0.9") == Shown("0.9万")
    assert number_format('0;0;0;"第"@').show_text("9") == Shown("第9")
    assert number_format("0;0;0;").show_text("9") == Shown(None)
    assert number_format("0.0%").show_text("9") == Shown("9")
    assert number_format('@"万"').show(Decimal("0.9")) == Shown(Decimal("0.9"))


@pytest.mark.parametrize("number", BUILT_IN)
def test_every_built_in_format_is_understood(number: int) -> None:
    """But fractions and engineering notation; days and times show no number."""
    found = number_format(BUILT_IN[number]).show(Decimal("45565.5"))
    assert (found.problem is not None) == (number in {12, 13, 48})
    assert isinstance(found.value, Decimal) == (number in {*range(5), *range(9, 12), 37, 38, 39, 40, 41, 43, 49})


NUMBERS = st.decimals(-(10**12), 10**12, places=6, allow_nan=False)


@given(
    NUMBERS, st.integers(0, 6), st.sampled_from(["{}", "#,##{}", "{}_ ", "[Red]{}", "{};-{}", "{}_);({})", "_ * {}"])
)
def test_rounding_is_what_the_places_say(held: Decimal, places: int, layout: str) -> None:
    """In every usual layout the number shown is the number held, rounded half up."""
    code = layout.replace("{}", "0" + "." * bool(places) + "0" * places)
    shown = number_format(code).show(held).value
    assert isinstance(shown, Decimal)
    assert shown == held.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@given(st.integers(0, 10**9), st.sampled_from(["万", "个", "亿元", "千瓦时"]), st.integers(1, 5))
def test_a_literal_point_scales(held: int, unit: str, places: int) -> None:
    """`0!.000"x"` shows the digits of a whole number with a point in them."""
    shown = number_format(f'0!.{"0" * places}"{unit}"').show(Decimal(held)).value
    assert isinstance(shown, str)
    assert Decimal(shown.removesuffix(unit)) == Decimal(held).scaleb(-places)


@given(st.text(max_size=30), NUMBERS)
def test_any_code_shows_something_or_is_told(code: str, held: Decimal) -> None:
    """Whatever stands in a file."""
    found = number_format(code).show(held)
    assert found.problem is None or str(found.problem)
    assert found.value is None or isinstance(found.value, str | Decimal | date)


@given(st.dates(date(1900, 3, 1), date(9999, 12, 31)))
def test_every_day_is_read(day: date) -> None:
    """From the first that all programs count alike."""
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)
    assert number_format("yyyy-mm-dd").show(Decimal(serial)) == Shown(day)


def test_binary_noise_is_not_meant() -> None:
    """Fifteen digits count, as in every spreadsheet."""
    assert without_noise(0.56299999999999994) == Decimal("0.563")
    assert without_noise(0.1 + 0.2) == Decimal("0.3")


@pytest.mark.parametrize(
    ("text", "value", "percent"),
    [
        ("9,000", Decimal(9000), False),
        ("（5.0）", Decimal("-5.0"), False),
        ("6.1 %", Decimal("0.061"), True),
        ("5.", Decimal(5), False),
        ("1,2", "1,2", False),
        ("-0.9 万", "-0.9万", False),
        ("", None, False),
        (" . ", None, False),
        ("无", "无", False),
    ],
)
def test_a_display_is_read(text: str, value: Decimal | str | None, percent: bool) -> None:  # noqa: FBT001 -- a table's column
    """Grouping only where it groups; brackets are a sign; what is no number stays a text."""
    assert read_shown(text) == Shown(value, percent)
