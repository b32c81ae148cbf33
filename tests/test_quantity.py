"""Reading and writing figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jiangan_targets.domain.quantity import (
    MAX_DECIMALS,
    MAX_DIGITS,
    canonical,
    fits,
    format_quantity,
    parse_quantity,
    round_half_up,
)
from jiangan_targets.errors import Failure

WORDS = (
    *("个", "元", "%", "％", "公顷", "亩", "瓦", "m2", "张/千人", "吨CO2"),
    *("千瓦", "千瓦时", "千米", "千克", "千伏安", "千兆", "百分点", "百货店", "十字路口"),
)
COUNTED = ("亿 元", "万 元", "万 人次", "亿 千瓦时", "百万 千瓦", "十万 吨", "千 元", "千 公顷", "万亿 元", "千亿 元")
PARTS = {**dict.fromkeys(WORDS, ""), **{unit.replace(" ", ""): unit.split()[0] for unit in COUNTED}}
"""Units as offices use them, each with what in it counts: 亿 in 亿千瓦时, as 千瓦时 is a word."""

UNITS = st.sampled_from(list(PARTS))
COUNTING = dict(zip("十 百 千 万 十万 百万 千万 亿 十亿 百亿 千亿 万亿".split(), range(1, 13), strict=True))  # noqa: SIM905 -- as one counts


@st.composite
def figures(draw: st.DrawFn) -> Decimal:
    """Any figure that may be recorded."""
    digits = draw(st.integers(-(10**MAX_DIGITS) + 1, 10**MAX_DIGITS - 1))
    return canonical(Decimal(digits).scaleb(-draw(st.integers(0, MAX_DECIMALS))))


@given(figures(), UNITS, st.booleans())
def test_parse_undoes_format(value: Decimal, unit: str, grouped: bool) -> None:  # noqa: FBT001 -- drawn
    """Whatever is written is read back as the same figure, with or without unit and separators."""
    text = format_quantity(value, grouped=grouped)
    assert parse_quantity(text, unit) == value
    assert parse_quantity(f"{text}{unit}", unit) == value
    assert parse_quantity(text, unit).as_tuple() == value.as_tuple()


@st.composite
def ways_of_writing(draw: st.DrawFn) -> tuple[str, str, Decimal]:
    """A figure written in any way that offices use: its text, the target's unit, and the figure itself."""
    value, unit = canonical(Decimal(draw(st.integers(-9999, 9999))).scaleb(draw(st.integers(-2, 4)))), draw(UNITS)
    own, grouped, blank = PARTS[unit], draw(st.booleans()), draw(st.sampled_from(["", " "]))
    counting = draw(st.sampled_from(["", *COUNTING]))
    word = unit.removeprefix(own)
    # Nobody says 3十千瓦; 万 and 亿 go before any word.
    sayable = word[0] not in COUNTING or counting[-1:] in {"万", "亿"}
    behind = draw(st.sampled_from([counting, counting + word if sayable else unit, unit]))
    power = 0 if behind in {"", unit} else COUNTING.get(counting, 0) - COUNTING.get(own, 0)
    number = format_quantity(canonical(value * Decimal(10) ** -power), grouped=grouped)
    return number + blank + behind, unit, value


@given(ways_of_writing())
@example(("3.5万", "千瓦", Decimal(35000)))
@example(("3万千瓦", "千瓦", Decimal(30000)))
def test_every_way_of_writing_is_read_back(written: tuple[str, str, Decimal]) -> None:
    """With and without its unit, in ten thousands, in hundred millions: exactly the figure that was written."""
    text, unit, value = written
    assert parse_quantity(text, unit) == value


@given(st.text("十百千万亿元瓦时人次米m2% ", min_size=1, max_size=20), figures())
def test_any_unit_is_read_behind_its_figure(unit: str, value: Decimal) -> None:
    """Whatever a unit is made of, `9,000` with it behind is 9,000 of it."""
    if not unit.strip()[:1].isdigit():
        assert parse_quantity(f"{format_quantity(value)}{unit}", unit) == value
        assert parse_quantity(f"{format_quantity(value)} {unit}", "个", unit) == value


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("9000", "个", "9000"),
        ("9,000", "个", "9000"),
        ("9，000", "个", "9000"),
        ("９０００", "个", "9000"),
        ("0.9万", "个", "9000"),
        ("1.2万个", "个", "12000"),
        ("700亿", "亿元", "700"),
        ("512.3", "亿元", "512.3"),
        ("512.3亿", "亿元", "512.3"),
        ("512.3亿元", "亿元", "512.3"),
        ("51230000000元", "亿元", "512.3"),
        ("5123000万元", "亿元", "512.3"),
        ("7%", "%", "7"),
        ("７．５％", "%", "7.5"),
        ("-3%", "%", "-3"),
        ("－3", "%", "-3"),
        ("+5", "个", "5"),
        ("9.0", "个", "9"),
        ("007", "个", "7"),
        ("9000 个", "个", "9000"),
        (" 9000 ", "个", "9000"),
        ("0.000000001", "公顷", "0.000000001"),
        ("1万亿元", "亿元", "10000"),
        ("3千亿元", "亿元", "3000"),
        ("3.5万", "千瓦", "35000"),
        ("35000000瓦", "千瓦", "35000"),
        ("5000米", "千米", "5"),
        ("3.5万", "百分点", "35000"),
        ("2万", "十字路口", "20000"),
        ("3.5亿", "亿千瓦时", "3.5"),
        ("35000万千瓦时", "亿千瓦时", "3.5"),
        ("350000000千瓦时", "亿千瓦时", "3.5"),
        ("3.5亿", "万人次", "35000"),
        ("3.5万", "千公顷", "35"),
        ("3亿", "千万", "30"),
        ("7％", "％", "7"),
        ("5m2", "m2", "5"),
    ],
)
def test_ways_of_writing_a_figure(text: str, unit: str, value: str) -> None:
    """All the forms the contract promises, and exactly the figure they mean."""
    assert f"{parse_quantity(text, unit):f}" == value


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "-",
            "abc",
            "1e3",
            "9_000",
            "٣",
            "१२",
            "0x10",
            "1/2",
            "NaN",
            "inf",
            "1,2,3",
            "12,34",
            "1.2.3",
            ".5",
            "5.",
        ),
        *("--5", "9 000", "万", "9000个个", "9000家", "9000万万", "7%", "9\n000", "9\x00", "1" * 16, "0.0000000001"),
        *("9" * 1_000_000, "1e999999", "九千", "3万千", "3千千个", "5m2"),
    ],
)
def test_what_is_no_figure_is_refused(text: str) -> None:
    """A strict pattern decides, not what a number class accepts; the size is checked first."""
    with pytest.raises(Failure):
        parse_quantity(text, "个")


@given(st.text(max_size=80), UNITS)
@example("1e1000000", "个")
def test_any_text_is_a_figure_or_refused(text: str, unit: str) -> None:
    """No text makes anything but a figure of allowed size or one clear refusal."""
    try:
        value = parse_quantity(text, unit)
    except Failure as failure:
        assert str(failure)
    else:
        assert fits(value)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("56.25", "56.3"), ("-12.65", "-12.7"), ("0.05", "0.1"), ("-0.04", "0.0"), ("2.675", "2.7"), ("13.849", "13.8")],
)
def test_halves_go_up(value: str, rounded: str) -> None:
    """Half up, as published figures are rounded, never half to even."""
    assert round_half_up(Decimal(value), 1) == Decimal(rounded)


def test_a_half_survives_a_repeating_quotient() -> None:
    """1/3 - 17/60 is exactly 0.05, which Decimal division alone would leave below it."""
    assert round_half_up(Decimal(1) / 3 - Decimal(17) / 60, 1) == Decimal("0.1")


@given(figures())
def test_canonical_keeps_the_number(value: Decimal) -> None:
    """Trailing zeros and exponents go, the number stays, and no exponent is left."""
    stretched = value.scaleb(2).scaleb(-2)
    assert canonical(stretched) == value
    assert canonical(stretched).as_tuple().exponent <= 0  # type: ignore[operator]
