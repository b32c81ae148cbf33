"""What comes whole: buildings, places, people; half of one is nothing that a week could bring."""

from __future__ import annotations

from decimal import Decimal

from jiangan_targets.domain.target import Target
from jiangan_targets.domain.text import half_width

# Measure words of Chinese for what is counted one by one; a multiplier before one (万人, 千户) makes it divisible.
_MEASURE_WORDS = frozenset("个栋幢所家户人名位张场次件项处座台套辆条间组株棵支只艘架口眼块片份批期班部本宗例起")


def comes_whole(target: Target, *values: Decimal) -> bool:
    """Whether the target counts things one by one, and `values` are whole numbers of them."""
    counts = half_width(target.unit).strip() in _MEASURE_WORDS or target.decimals == 0
    return counts and all(value == value.to_integral_value() for value in values)
