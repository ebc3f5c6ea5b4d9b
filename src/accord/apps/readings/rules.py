"""What a change touches, and whether two measurements say the same; plain functions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

MEASURE_KIND = "readings.measure"  # the job, and the key that keeps two from being queued

# events of the trail → the snapshot tables they change; the longest matching prefix counts
TOUCHES: dict[str, tuple[str, ...]] = {
    "people.department": ("departments",),
    "goals.goal": ("goals",),
    "goals.measure": ("measures", "cases", "claims"),
    "goals.actual": ("measures", "claims"),
    "initiatives.initiative": ("initiatives", "stages"),
    "initiatives.stage": ("initiatives", "stages", "cost_ratios"),
    "initiatives.goal_link": ("goal_links",),
    "initiatives.milestone": ("milestones",),
    "initiatives.money": ("money", "commitments", "cost_ratios"),
    "guardrails": ("risk", "evidence"),
    "expectations.round.revealed": ("forecasts", "forecasters"),  # what is sealed touches nothing
    "expectations.answer.erased": ("forecasts", "forecasters"),
    "expectations.outcome": ("outcomes", "forecasters", "cost_ratios"),
    "promises.promise": ("promises",),
    "promises.proposal.accepted": ("promises",),  # what is only proposed changes nothing
    "decisions.decision": ("decisions",),
    "gaps.gap": ("gaps",),
    "check_ins.check_in": ("check_ins",),
    "voice.question": ("questions",),
    "voice.delivery": ("questions",),
    "meetings.meeting": ("meetings",),
    "meetings.series": ("meetings",),
    "value.case": ("cases", "commitments"),
    "value.version": ("cases", "commitments", "cost_ratios"),
    "value.line": ("cases",),
    "value.rate": ("cases",),
    "value.involvement": ("commitments",),
    "value.posting": ("commitments", "cost_ratios"),
    "value.release": ("commitments",),
    "value.challenge": ("commitments",),  # with it a side takes part
    "value.series": ("claims",),
    "value.claim": ("claims",),
    "value.study": ("claims",),
    "value.review": ("value_reviews",),
    "value.budget": ("research_budgets",),
    "value.budget_use": ("research_budgets",),
    "batches": (  # no import brings forecasts or promises
        "departments", "goals", "initiatives", "stages", "goal_links", "milestones", "money", "risk", "evidence",
        "measures", "cases", "commitments", "cost_ratios", "claims",
    ),
}  # fmt: skip
NO_SUBJECT = 0  # the id of the organisation as a subject
SIDE_NUMBERS = {"business": 1, "it": 2, "finance": 3}  # sides of the house as subjects; stored, so never renumbered

# what makes an answer: if all of it repeats, the answer is the same
ANSWER = (
    "status", "value", "unit", "low", "high", "level", "guard_low", "guard_high", "guard_level", "at_least", "n",
    "n_missing", "verdict", "opens", "closes", "basis", "declared", "method", "version", "inputs_digest",
)  # fmt: skip
# A fact about one initiative grows a day older every day; only what was recorded, or what it says, makes it new.
FACT = ("status", "verdict", "opens", "closes", "method", "version", "inputs_digest")


class Step(StrEnum):
    """What a new reading does to the history."""

    NEW = "new"  # it says something new: a row of its own
    AGED = "aged"  # the same fact, some days older: the row is brought up to date
    SAME = "same"  # the same answer: counted


def tables_touched(code: str) -> tuple[str, ...]:
    """Say which tables of the snapshot an event changes."""
    matching = [prefix for prefix in TOUCHES if code == prefix or code.startswith(f"{prefix}.")]
    return TOUCHES[max(matching, key=len)] if matching else ()


def subject_number(subject_id: str) -> int:
    """Turn an engine's subject id into a number: the organisation is 0, a side the number it has in SIDE_NUMBERS."""
    if subject_id in SIDE_NUMBERS:
        return SIDE_NUMBERS[subject_id]
    return int(subject_id) if subject_id else NO_SUBJECT


def side_of(number: int) -> str:
    """Turn the number of a side back into its code; empty for a number that stands for none."""
    return next((side for side, its in SIDE_NUMBERS.items() if its == number), "")


def step(before: Mapping[str, object] | None, now: Mapping[str, object], *, is_fact: bool) -> Step:
    """Tell what a new answer does to the last one of the same practice and subject (None: there is none)."""
    if before is None or any(before[name] != now[name] for name in (FACT if is_fact else ANSWER)):
        return Step.NEW
    if all(before[name] == value for name, value in now.items()):
        return Step.SAME
    return Step.AGED
