"""The wording of an outlook: what is likely, what it rests on, and what is still needed."""

from __future__ import annotations

from jiangan_targets.domain.calendar import year_end
from jiangan_targets.domain.curve import Basis
from jiangan_targets.domain.outlook import Likelihood, Outlook
from jiangan_targets.domain.progress import Standing
from jiangan_targets.domain.status import Status
from jiangan_targets.render import words
from jiangan_targets.render.computed import approximate, without_unit
from jiangan_targets.render.language import N_
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.need import each_month


def likelihood(found: Outlook) -> str:
    """`likely met`, `open`; a dash where nothing is projected, or the target has no value.

    What the last day's figure decided is no more likely than that: `met`, `missed`. A stretch goal does not fail.
    """
    if found.likelihood is None:
        return "–"
    if found.progress.standing in _DECIDED:
        return words.standing_of(found.progress)
    if found.likelihood is Likelihood.LIKELY_MISSED and found.progress.target.stretch:
        return _("stretch goal likely not reached")
    return _(_LIKELIHOODS[found.likelihood])


def share(found: Outlook) -> str:
    """The forecast's share of the target: `105.3%`; of a limit, `98.0% of the limit`; a dash where it has none."""
    if found.percent is None or not found.progress.target.is_limit:
        return words.percent(found.percent)
    return _("{percent} of the limit").format(percent=words.percent(found.percent))


def basis(found: Outlook) -> str:
    """What the forecast rests on, as a phrase; empty without one."""
    return "" if found.basis is None else _(_BASES[found.basis])


def forecast(found: Outlook) -> str:
    """The likely end with its unit, and its band where one is stated: `712.4亿元（690.1–734.7）`."""
    target = found.progress.target
    if found.forecast is None:
        return "–"
    value = approximate(found.forecast, target)
    if found.low is None or found.high is None:
        return value
    low, high = (without_unit(end, target) for end in (found.low, found.high))
    dash = "–" if found.low >= 0 else " – "  # between two signs a dash needs room
    return _("{value} ({low}{dash}{high})").format(value=value, low=low, dash=dash, high=high)


def rests_on(found: list[Outlook]) -> list[str]:
    """What the forecasts rest on, each with the targets it is of: `Last year's months: Retail sales`."""
    names = {
        basis: words.listing(
            words.name(each.progress.target) for each in found if each.basis is basis and each.forecast is not None
        )
        for basis in Basis
    }
    return [
        _("Rests on {basis}: {names}").format(basis=_(_BASES[basis]), names=listed)
        for basis, listed in names.items()
        if listed
    ]


def share_of(found: Outlook) -> str:
    """The same in a sentence: `105.3% of the target`; empty where it has none."""
    if found.percent is None or found.progress.target.is_limit:
        return "" if found.percent is None else share(found)
    return _("{percent} of the target").format(percent=words.percent(found.percent))


def needed(found: Outlook) -> str:
    """What each remaining month has to bring; a dash when nothing is missing, or nothing can be counted."""
    if found.need is None:
        return "–"
    return each_month(found.need, found.progress.target)


def remark(found: Outlook) -> str:
    """Why nothing is projected, or what to bear in mind; empty when there is nothing to say."""
    return "" if found.remark is None else words.say(found.remark)


def footnote(status: Status, found: list[Outlook]) -> str:
    """How a forecast is made, or why there is none."""
    if any(each.basis is not None for each in found):
        return _(METHOD)
    if status.on >= year_end(status.plan.year):
        return _(OVER)
    return _(NO_CURVE if all(each.curve is None for each in found) else NO_FIGURE)


_DECIDED = frozenset({Standing.MET, Standing.MISSED})
"""Standings that no later figure changes."""

_LIKELIHOODS = {
    Likelihood.LIKELY_MET: N_("likely met"),
    Likelihood.OPEN: N_("open"),
    Likelihood.LIKELY_MISSED: N_("likely missed"),
}
_BASES = {
    Basis.LAST_YEAR_MONTHS: N_("last year's months"),
    Basis.LAST_YEAR_LEDGER: N_("last year's records"),
    Basis.CURVE: N_("the months' shares"),
}

METHOD = N_(
    "Forecast = so far + what last year brought after that day × (1 + ¾ of this year's growth); a range holds about "
    "four in five of broad totals."
)
OVER = N_("Nothing is projected: the year is over.")
NO_FIGURE = N_("Nothing is projected: there is no figure of this year yet.")
NO_CURVE = N_(
    "Nothing is projected: a forecast needs last_year_months or curve in the targets file, or last year's records here."
)
