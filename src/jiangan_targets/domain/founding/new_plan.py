"""A plan that is about to be written into a file for people to go on with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from jiangan_targets.domain.report_text.proposal import SetAside
from jiangan_targets.domain.target import Plan
from jiangan_targets.errors import Message

Remarks = Mapping[str, tuple[Message, ...]]
"""By the id of a target."""


class NewPlan(NamedTuple):
    """A plan that passes every check, and what people have to know of it.

    `doubts` has what is a guess or has to be filled in, and why; `notes` what only explains. `left_over` are the
    clauses with a number that became no target.
    """

    plan: Plan
    doubts: Remarks
    notes: Remarks
    left_over: tuple[SetAside, ...] = ()
