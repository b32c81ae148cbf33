"""One clause that speaks of targets, read: its proposals, and what in it is no target."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from jiangan_targets.domain.report_text.amounts import Amount, amounts
from jiangan_targets.domain.report_text.draft import Binding, Setting, draft
from jiangan_targets.domain.report_text.each import Share, shares
from jiangan_targets.domain.report_text.exclusions import PUT_IN, excluded
from jiangan_targets.domain.report_text.items import Item, items, passed_over
from jiangan_targets.domain.report_text.names import NOTHING, Named, Wording, name, thing, topic
from jiangan_targets.domain.report_text.proposal import NO_FIGURE, Proposal, ProposedKind, SetAside
from jiangan_targets.domain.report_text.relations import (
    Relation,
    day_at,
    done_by,
    events,
    is_only_done,
    only_deadline,
    relation,
    without_done,
)
from jiangan_targets.domain.report_text.text import BRACKET, Clause
from jiangan_targets.domain.report_text.words import any_of, begins_with_verb, opened, verb_at
from jiangan_targets.errors import Message, message

_STRETCH = re.compile("力争|奋斗目标|争取(?=达到|突破|实现|增长|进入|完成|新增)|冲刺")
_FIGURES_OF_SPEECH = re.compile("打造|实施|推进|实现|完善|开展|建立")
_IN_BRACKETS = re.compile(r"\((?:目标|计划|年度目标|共)?:?([^()]{1,20})\)")
_CLOSING = re.compile("[)）]+")
_DIGIT = re.compile("[0-9]")

_LABELS = re.compile(
    r"(?:19|20)[0-9]{2}(?:[-/.][0-9]{1,2}){0,2}|[0-9]{1,2}(?::[0-9]{2})+|[A-Za-z][0-9.]+|第[0-9]+"
    r"|[“《〔(][^”》〕)]*[”》〕)]|[0-9]+" + any_of("年 月 日 号 路 线 期 届 次 岁 周岁 时 分钟 小时 级")
)

# 90个项目中，竣工35个: what the next clauses are about.
_AMONG = re.compile("中$")
_RECENT = 6
_NAMED_ONLY = message("its amounts belong to a name")


class Carried(NamedTuple):
    """What a clause leaves to the next one: what was named last, and the `recent` names of figures before it.

    `put_in` is why its last figure is money that is put in: 其中财政资金… goes on with it.
    """

    named: Named = NOTHING
    recent: tuple[str, ...] = ()
    kind: ProposedKind | None = None
    stretch: bool = False
    due: date | None = None
    put_in: Message | None = None


class Found(NamedTuple):
    """What a clause yields, in its order, and what it leaves to the next one."""

    proposals: list[Proposal]
    set_aside: list[SetAside]
    carried: Carried


def read_clause(clause: Clause, before: Carried, setting: Setting) -> Found:
    """Read a clause that speaks of targets."""
    source = setting.source[clause.start : clause.end]
    bound = relation(clause.bare, listed=setting.listed)
    if bound and not any(amount.end <= bound.end for amount in amounts(clause.bare)):
        return _related(clause, source, bound, before, setting)
    if each := shares(clause.bare, source, before.recent):
        return _shared(clause, source, each, setting)
    if not items(clause.bare):
        # A figure in brackets counts where the clause has no other.
        clause = clause._replace(bare=_unbracketed(clause))
    if found := items(clause.bare):
        return _listed(clause, source, found, before, setting)
    if pieces := events(clause.bare, setting.year):
        return _each_event(clause, pieces, before, setting)
    if bound := done_by(clause.bare, setting.year, before.due):
        return _related(clause, source, bound, before, setting)
    named = topic(clause.bare, source)
    left = before._replace(named=named) if len(named.noun) > 1 else before
    left = left._replace(due=only_deadline(clause.bare, setting.year))
    return Found([], [SetAside(source, _unread(clause))] if has_number(clause.text) else [], left)


def _each_event(clause: Clause, pieces: list[tuple[int, int]], before: Carried, setting: Setting) -> Found:
    """The events of a list, each a clause of its own."""
    found = Found([], [], before)
    for start, end in pieces:
        piece = Clause(clause.start + start, clause.text[start:end], clause.bare[start:end])
        read = read_clause(piece, found.carried, setting)
        found = Found([*found.proposals, *read.proposals], [*found.set_aside, *read.set_aside], read.carried)
    return found


def has_number(text: str) -> bool:
    """Whether a clause in one spelling has a number that a reader may expect to find again."""
    return bool(_DIGIT.search(text)) or any(not amount.in_words for amount in amounts(text))


def _unread(clause: Clause) -> Message:
    """Why a clause with a number has no amount that counts."""
    if passed_over(clause.bare):
        return _NAMED_ONLY
    if not _DIGIT.search(_LABELS.sub("", clause.text)):
        return message("its numbers are dates or belong to names")
    return message("no amount was understood")


def _unbracketed(clause: Clause) -> str:
    """The clause with its bracketed figures laid open: 新增公办学位（1200个）."""
    bare = clause.bare
    for match in _IN_BRACKETS.finditer(clause.text):
        inner = items(match[1])
        if len(inner) == 1 and inner[0].amount.start == 0 and inner[0].stop == len(match[1]):
            opening = " " * (match.start(1) - match.start())
            bare = f"{bare[: match.start()]}{opening}{match[1]} {bare[match.end() :]}"
    return bare


def _listed(clause: Clause, source: str, found: list[Item], before: Carried, setting: Setting) -> Found:
    """The items of a list, each going on where the one before it stopped."""
    proposals: list[Proposal] = []
    aside: list[SetAside] = []
    carried = before._replace(stretch=False)
    last = len(found) - 1
    for number, item in enumerate(found):
        end = _CLOSING.match(source, item.end)
        whole = source[item.start if number else 0 : len(source) if number == last else end.end() if end else item.end]
        quote = whole.strip(" \u3000、，,")
        read = _read_item(clause, source, item, carried, goes_on=number > 0)
        reason = read if isinstance(read, Message) else None
        if not isinstance(read, Message):
            named, binding = read
            proposed = draft(quote, named, item.amount, binding, setting)
            if proposed:
                proposals.append(proposed)
                recent = (*carried.recent, f"{named.verb}{named.noun}")[-_RECENT:]
                carried = Carried(named, recent, proposed.kind, binding.stretch)
            else:
                reason = message("the figure has too many digits")
        if reason:
            carried = _after(clause, source, item, reason, carried)
        if reason and has_number(clause.bare[item.start : item.end]):
            aside.append(SetAside(quote, reason))
    aside += [SetAside(source[start:end], _NAMED_ONLY) for start, end in passed_over(clause.bare)]
    return Found(proposals, aside, carried)


def _after(clause: Clause, source: str, item: Item, reason: Message, carried: Carried) -> Carried:
    """What a figure that is no target leaves: 80个项目中，… and 投资2亿元建设图书馆，… name what comes next."""
    if among := _AMONG.search(clause.bare, item.stop):
        return Carried(thing(source[item.stop : among.start()]))
    if reason != PUT_IN:
        return carried
    built = begins_with_verb(clause.bare[item.stop : item.end])
    named = topic(clause.bare[item.stop : item.end], source[item.stop : item.end]) if built else carried.named
    return carried._replace(named=named, put_in=reason)


def _read_item(
    clause: Clause, source: str, item: Item, carried: Carried, *, goes_on: bool
) -> tuple[Named, Binding] | Message:
    """Name an item and say what binds its figure, or why it is no target. It `goes_on` with a list."""
    amount = item.amount
    lead, tail = clause.bare[item.start : amount.start], clause.bare[item.stop : item.end]
    reason = excluded(amount, lead.strip(BRACKET), tail.strip(f"{BRACKET}、"), clause.text) or _unsure(amount, lead)
    if not reason and carried.put_in and amount.is_money and clause.bare.startswith("其中"):
        reason = carried.put_in
    if reason:
        return reason
    words = Wording(lead, tail, source[item.start : amount.start], source[item.stop : item.end])
    stretch = carried.stretch or bool(_STRETCH.search(lead))
    part = goes_on or lead.startswith("其中")
    like = carried.kind if part and not begins_with_verb(lead) and not amount.is_rate else None
    behind = clause.bare[amount.end :].lstrip(BRACKET)
    return name(words, carried.named, shares_verb=goes_on, is_rate=amount.is_rate), Binding(
        lead, behind, _unit(amount, source), like, stretch
    )


def _unit(amount: Amount, source: str) -> str:
    """The unit in the characters of the source."""
    return source[amount.end - len(amount.unit) : amount.end]


def _unsure(amount: Amount, lead: str) -> Message | None:
    """Small counts in Chinese characters are figures of speech, unless something is built or done."""
    if not amount.in_words or amount.is_money:
        return None
    counted = amount.value > 1 and begins_with_verb(lead) and not _FIGURES_OF_SPEECH.search(lead)
    return None if counted else message("no amount was understood")


def _shared(clause: Clause, source: str, each: list[Share], setting: Setting) -> Found:
    """Indicators that share a clause: each has the whole clause for its quote."""
    proposals: list[Proposal] = []
    aside: list[SetAside] = []
    carried = Carried()
    for share in each:
        lead = clause.bare[: share.lead_end]
        reason = excluded(share.amount, lead, "", clause.text)
        growth = name(Wording(lead, "", source[: share.lead_end], ""), NOTHING, shares_verb=False).growth
        verb_end = verb_at(share.name)[1]
        verb = share.name[:verb_end] or carried.named.verb
        named = Named(verb, share.name[verb_end:], growth, borrowed=share.borrowed)
        binding = Binding(lead, share.behind, _unit(share.amount, source), None, bool(_STRETCH.search(lead)))
        proposed = None if reason else draft(source, named, share.amount, binding, setting)
        if proposed:
            proposals.append(proposed)
            carried = Carried(named, (), proposed.kind, binding.stretch)
        elif not aside:
            aside.append(SetAside(source, reason or message("the figure has too many digits")))
    return Found(proposals, aside, carried)


def _called(clause: Clause, source: str, before: Named, *, event: bool) -> Named:
    """An event is called by its clause, with what the clause before was about when it names nothing itself."""
    start = opened(clause.bare)
    day, after = day_at(clause.bare)
    dated = event and start <= day
    whole, bare = (text[start:day] + text[after:] if dated else text[start:] for text in (source, clause.bare))
    if not event:
        return thing(before.text or whole)
    lacking = is_only_done(bare) and bool(before.noun)
    return thing(f"{before.noun}{whole}" if lacking else whole)._replace(borrowed=lacking)


def _related(clause: Clause, source: str, bound: Relation, before: Carried, setting: Setting) -> Found:
    """A clause that binds its indicator to something else than a figure. An event is called by the whole clause."""
    words = Wording(clause.bare[bound.begin : bound.end], "", source[bound.begin : bound.end], "")
    named = name(words, before.named, shares_verb=False)
    event = bound.kind is ProposedKind.EVENT
    if event or not named.text:
        named = _called(clause, source, before.named, event=event)
    stretch = bool(_STRETCH.search(clause.bare))
    doubts = (*setting.doubts, NO_FIGURE)
    proposed = Proposal(
        source, named.text or source, bound.value, None, bound.unit, bound.comparison, bound.kind, stretch, doubts
    )
    if event:
        named = before.named if named.borrowed else named._replace(noun=without_done(named.noun))
    return Found([proposed], [], Carried(named, (), bound.kind, stretch))
