"""The pack's rules ``when ... do ... say`` and agendas, on top of the general mind (R20.3).

Guarantees: higher priority first, the pack's order on ties; a once-only rule fires once, others keep
their cool-down; a rule whose act is not legal or not sane now waits.
"""

from __future__ import annotations

from diplogame.ai.outlook import Outlook
from diplogame.rules.conference import Promise, ScriptRule
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import Bargain, Term, TermKind, Trigger


def ready(outlook: Outlook, rule: ScriptRule) -> bool:
    """Whether a rule may fire now by its own bookkeeping and condition."""
    fired = outlook.view.fired.get(rule.id)
    if fired is not None and (rule.once or outlook.round - fired < max(1, rule.cooldown)):
        return False
    return outlook.holds(rule)


def due_rules(outlook: Outlook, *kinds: type) -> tuple[ScriptRule, ...]:
    """Rules with an act of these kinds that may fire now, the most urgent first."""
    known = outlook.due.get(kinds)
    if known is None:
        known = tuple(r for r in _by_urgency(outlook, *kinds) if ready(outlook, r))
        outlook.due[kinds] = known
    return known


def _by_urgency(outlook: Outlook, *kinds: type) -> list[ScriptRule]:
    rules = [r for r in outlook.view.me.rules if isinstance(r.do, kinds)]
    rules.sort(key=lambda r: -r.priority)
    return rules


def due_rule(outlook: Outlook, kind: type, after: ScriptRule | None = None) -> ScriptRule | None:
    """The most urgent rule of a kind that may fire now, or the next one after a given rule."""
    if after is None:
        return next((r for r in _by_urgency(outlook, kind) if ready(outlook, r)), None)
    rules = due_rules(outlook, kind)
    at = next((n for n, r in enumerate(rules) if r.id == after.id), len(rules))
    return rules[at + 1] if at + 1 < len(rules) else None


def promise_bargain(outlook: Outlook, do: Promise) -> Bargain | None:
    """The bargain that a promise of the script amounts to, or None when its names do not fit."""
    view = outlook.view
    card = view.table.incentives.get(do.incentive)
    names = [i.id for i in view.table.issues]
    if card is None or card.giver != outlook.seat or do.delegation not in card.worth:
        return None
    if do.issue not in names or names.index(do.issue) in outlook.closed:
        return None
    issue = names.index(do.issue)
    return Bargain(
        (
            Term(do.delegation, TermKind.SUPPORT, issue, do.option),
            Term(
                outlook.seat,
                TermKind.PAY,
                to=do.delegation,
                incentive=do.incentive,
                trigger=Trigger.CLAUSE,
            ),
        ),
        max(outlook.round, min(outlook.round + 4, view.table.calendar.rounds + 1)),
    )


def agenda_weight(outlook: Outlook, other: SeatId) -> int:
    """How much our own agenda makes us want to see a delegation, 0-100 or more (R20.3)."""
    names = [i.id for i in outlook.view.table.issues]
    total = 0
    for item in outlook.view.me.agenda:
        if item.delegation != other or item.issue not in names or outlook.round > item.by_round:
            continue
        issue = names.index(item.issue)
        if issue in outlook.closed or _secured(outlook, other, issue, item.option):
            continue
        total += item.weight * 2 // max(2, item.by_round - outlook.round + 1)
    return total


def _secured(outlook: Outlook, other: SeatId, issue: int, option: int) -> bool:
    rows = outlook.view.public.stances.get(other)
    if rows is not None and rows[issue][option].value == "support":
        return True
    return any(
        term.by == other and (term.issue, term.option) == (issue, option)
        for entry in outlook.view.understandings.values()
        for term in entry.bargain.terms
    )
