"""The codes of this app and their words."""

from __future__ import annotations

from enum import StrEnum

MOST_TITLE = 200
MOST_TEXT = 4_000
MOST_ID = 200
LINKED_ANSWER = "value.answer_challenge"  # what a signed link lets people do


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class Side(StrEnum):
    """A side that signs a case."""

    BUSINESS = "business"
    IT = "it"
    FINANCE = "finance"


SIDE_LABELS: dict[str, str] = {Side.BUSINESS: _("Business"), Side.IT: _("IT"), Side.FINANCE: _("Finance")}


class CaseState(StrEnum):
    """What a version of a case is: being written, put to the signers, signed by all three, followed by another, given up."""

    DRAFT = "draft"
    OFFERED = "offered"
    SIGNED = "signed"
    REPLACED = "replaced"
    DISCARDED = "discarded"


CASE_STATE_LABELS: dict[str, str] = {
    CaseState.DRAFT: _("Being written"),
    CaseState.OFFERED: _("Waiting for signatures"),
    CaseState.SIGNED: _("Signed"),
    CaseState.REPLACED: _("Replaced"),
    CaseState.DISCARDED: _("Discarded"),
}


class Rhythm(StrEnum):
    """How often an amount of a line comes between its first and its last month."""

    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


RHYTHM_LABELS: dict[str, str] = {
    Rhythm.ONCE: _("Once"),
    Rhythm.MONTHLY: _("Every month"),
    Rhythm.QUARTERLY: _("Every quarter"),
    Rhythm.YEARLY: _("Every year"),
}
RHYTHM_MONTHS: dict[str, int] = {Rhythm.ONCE: 0, Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.YEARLY: 12}


class Cost(StrEnum):
    """What kind of cost a line is."""

    BUILD = "build"
    RUN = "run"
    PEOPLE = "people"
    CHANGE = "change"
    OTHER = "other"


COST_LABELS: dict[str, str] = {
    Cost.BUILD: _("Building it"),
    Cost.RUN: _("Running it"),
    Cost.PEOPLE: _("Time of our people"),
    Cost.CHANGE: _("Training and change"),
    Cost.OTHER: _("Other"),
}


class Benefit(StrEnum):
    """What kind of benefit a line is; what is freed is time, which pays only once it is used for something else."""

    CASH = "cash"
    AVOIDED = "avoided"
    REVENUE = "revenue"
    FREED = "freed"


BENEFIT_LABELS: dict[str, str] = {
    Benefit.CASH: _("Money saved"),
    Benefit.AVOIDED: _("Cost avoided"),
    Benefit.REVENUE: _("Revenue"),
    Benefit.FREED: _("Time freed"),
}


class Item(StrEnum):
    """What a complete case says (M16)."""

    GOAL = "goal"
    BASELINE = "baseline"
    MEASURE = "measure"
    OWNER = "owner"
    RANGES = "ranges"
    COUNTERFACTUAL = "counterfactual"
    RUN_COST = "run_cost"
    EXIT_RULE = "exit_rule"


class Involved(StrEnum):
    """How a side took part in an initiative's money."""

    TOLD = "told"  # somebody states it, from before Accord or outside it
    WROTE = "wrote"
    SIGNED = "signed"
    CHALLENGED = "challenged"
    POSTED = "posted"
    RELEASED = "released"


class Entry(StrEnum):
    """What a posting says of an amount: it is committed, or it was really spent or earned."""

    COMMITTED = "committed"
    ACTUAL = "actual"


ENTRY_LABELS: dict[str, str] = {Entry.COMMITTED: _("Committed"), Entry.ACTUAL: _("Actual")}
MOVE_LABELS: dict[
    tuple[str, str], str
] = {  # what a posting or a monthly total is, by what it says and which way it goes
    ("planned", "cost"): _("Planned cost"),
    ("committed", "cost"): _("Committed cost"),
    ("actual", "cost"): _("Actual cost"),
    ("planned", "benefit"): _("Planned benefit"),
    ("committed", "benefit"): _("Committed benefit"),
    ("actual", "benefit"): _("Actual benefit"),
}


class Source(StrEnum):
    """Where a posting comes from."""

    HAND = "hand"
    FILE = "file"
    MEASURE = "measure"


class Grade(StrEnum):
    """How good the evidence for an effect is."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


GRADE_LABELS: dict[str, str] = {
    Grade.A: _("tried against a group chosen by lot"),
    Grade.B: _("compared with units that did not have it"),
    Grade.C: _("one series, before and after, with its trend"),
    Grade.D: _("before and after only, or the owner's word"),
}


class Direction(StrEnum):
    """Which way a measure should move."""

    UP = "up"
    DOWN = "down"


class Role(StrEnum):
    """What another series is to an effect: a unit that did not have it, or something that moves with the measure."""

    UNIT = "unit"
    PREDICTOR = "predictor"


class ReleaseState(StrEnum):
    """Where the asking for a release stands; a decided one waits for the second person."""

    ASKED = "asked"
    DECIDED = "decided"
    RELEASED = "released"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


RELEASE_STATE_LABELS: dict[str, str] = {
    ReleaseState.ASKED: _("Asked for"),
    ReleaseState.DECIDED: _("Waiting for a second person"),
    ReleaseState.RELEASED: _("Released"),
    ReleaseState.REFUSED: _("Not released"),
    ReleaseState.WITHDRAWN: _("Withdrawn"),
}


class Verdict(StrEnum):
    """What became of a challenge to a benefit."""

    STANDS = "stands"
    CHANGE = "change"  # the case must be written anew
    STRUCK = "struck"


VERDICT_LABELS: dict[str, str] = {
    Verdict.STANDS: _("It stands"),
    Verdict.CHANGE: _("The case must change"),
    Verdict.STRUCK: _("It does not count"),
}


class Way(StrEnum):
    """What a value review decided."""

    CONTINUE = "continue"
    ADJUST = "adjust"
    SCALE = "scale"
    STOP = "stop"


WAY_LABELS: dict[str, str] = {
    Way.CONTINUE: _("Go on as planned"),
    Way.ADJUST: _("Go on and change something"),
    Way.SCALE: _("Make it larger"),
    Way.STOP: _("Stop"),
}
