"""The reasons that more than one practice gives."""

from accord.practices.practice import Practice
from accord.practices.reading import Reason, Value
from accord.practices.words import gettext_noop as _


def not_asked(practice: Practice, table: str) -> tuple[Reason, Reason]:
    """Say that nobody was asked for a table, and how to supply it."""
    said = Reason("not_asked", _("Nobody has been asked yet: no {table} were given."), {"table": TABLE_WORDS[table]})
    return said, how(practice, table)


def none_recorded(practice: Practice, table: str) -> tuple[Reason, Reason]:
    """Say that a table is empty, and how to fill it."""
    said = Reason(
        "none_recorded", _("There is nothing to measure: no {table} are recorded."), {"table": TABLE_WORDS[table]}
    )
    return said, how(practice, table)


def how(practice: Practice, table: str) -> Reason:
    """Say how to supply a table."""
    return Reason("how", practice.needs[table])


def too_few(practice: Practice, n: int) -> Reason:
    """Say that there are too few to measure: counts only."""
    values: dict[str, Value] = {"counted": practice.counted, "n": n, "minimum": practice.min_rows}
    return Reason("too_few", _("Too few to measure: {n} {counted}, at least {minimum} are needed."), values)


def thin(practice: Practice, n: int) -> Reason:
    """Say that the range is too wide for a colour."""
    values: dict[str, Value] = {"counted": practice.counted, "n": n, "enough": practice.full_rows}
    return Reason("thin", _("Few to go by: {n} {counted}; from {enough} on this can be called good or bad."), values)


def few_initiatives(n: int, minimum: int) -> Reason:
    """Say that too few initiatives stand behind the number."""
    values = {"n": n, "minimum": minimum}
    return Reason(
        "few_initiatives", _("All of this comes from few initiatives: {n}; at least {minimum} are needed."), values
    )


def cannot_tell() -> Reason:
    """Say that the range reaches across the threshold."""
    return Reason("cannot_tell", _("The range reaches to both sides of the threshold: this cannot be told yet."))


def left_out(count: int, what: str) -> Reason:
    """Name what could not be counted."""
    return Reason(
        "left_out", _("Left out because it is not known: {count} with {what}."), {"count": count, "what": what}
    )


def more_unknown() -> Reason:
    """Say that more is unknown than known."""
    return Reason("more_unknown", _("More is unknown than known, so this is not called good or bad."))


TABLE_WORDS = {
    "departments": _("departments"),
    "goals": _("goals"),
    "initiatives": _("initiatives"),
    "stages": _("dates of stages"),
    "goal_links": _("links from initiatives to goals"),
    "milestones": _("milestones"),
    "money": _("amounts of money"),
    "risk": _("risk classes"),
    "evidence": _("answers about guardrails"),
    "forecasts": _("revealed forecasts"),
    "outcomes": _("outcomes"),
    "forecasters": _("numbers of people who forecast"),
    "promises": _("promises"),
    "meetings": _("meetings of series"),
    "check_ins": _("check-ins"),
    "questions": _("questions to leaders"),
    "decisions": _("questions to be decided"),
    "gaps": _("gaps"),
    "measures": _("measures of goals"),
    "cases": _("cases"),
    "commitments": _("first commitments of money"),
    "cost_ratios": _("finished pieces of similar work"),
    "claims": _("claimed benefits"),
    "value_reviews": _("value reviews"),
    "research_budgets": _("budgets for trying things out"),
}
UNKNOWN_STAGE = _("an unknown stage")
