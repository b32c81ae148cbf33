"""Asking for the new year's values one by one, on a terminal."""

from __future__ import annotations

import sys
from io import TextIOWrapper

from jiangan_targets.cli import output
from jiangan_targets.domain.figure import parse_figure
from jiangan_targets.domain.founding.from_year import Copied, filled, needs_value
from jiangan_targets.domain.kinds import Comparison
from jiangan_targets.domain.target import Plan, Target
from jiangan_targets.domain.target_check import contradictions
from jiangan_targets.errors import Failure, message
from jiangan_targets.render import words

_BINDING = {
    "左右": Comparison.ABOUT,
    "以上": Comparison.AT_LEAST,
    "以内": Comparison.AT_MOST,
    "以下": Comparison.AT_MOST,
}
"""Words that people type behind a value, and what they say of it."""


def asked(copied: Copied, old: Plan) -> Copied:
    """The plan with the values that were typed; an empty line leaves one out, the end of input all others."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    output.tell(
        message(
            "Type each target's value for {year}; Enter leaves it out, Ctrl-D all others.", year=copied.new.plan.year
        )
    )
    for target in copied.new.plan.targets:
        before = old.target(target.id)
        if not needs_value(target) or before is None or target.comparison is Comparison.WITHIN:
            continue
        answer = _answer(target, before)
        if answer is None:
            break
        copied = filled(copied, answer)
    return copied


def _answer(target: Target, before: Target) -> Target | None:
    """The target as it was answered, unchanged for an empty line; None at the end of input."""
    question = message("{name}, {year}: ", name=words.name(target), year=target.year)
    if before.value is not None:
        question = message(
            "{name}, {year} (it was {value}): ",
            name=words.name(target),
            year=target.year,
            value=words.quantity(before.value, before),
        )
    while True:
        output.prompt(question)
        line = sys.stdin.readline()
        if not line:
            return None
        if not line.strip():
            return target
        try:
            answered = target._replace(value=parse_figure(_figure_in(line.strip(), target), target))
        except Failure as failure:
            output.tell(failure.message)
            continue
        wrong = next(contradictions(answered), None)
        if wrong is None:
            return answered
        output.tell(message("{key}: {problem}", key=wrong[0], problem=wrong[1]))


def _figure_in(text: str, target: Target) -> str:
    """What was typed, without the word behind it that only says again how the target binds: 6%左右.

    Raises:
        Failure: the word says otherwise than the target.
    """
    word = next((word for word in _BINDING if text.endswith(word)), None)
    if word is None:
        return text
    if _BINDING[word] is not target.comparison:
        raise Failure(
            "“{word}” is {said}, and the target is {comparison}; type the figure alone, or change the file later.",
            word=word,
            said=_BINDING[word],
            comparison=target.comparison,
        )
    return text.removesuffix(word).rstrip()
