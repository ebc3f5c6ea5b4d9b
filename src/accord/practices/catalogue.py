"""All practices by code, and which of them a change of some table touches."""

from collections.abc import Collection

from accord.practices.delivery import completion, micro_milestones
from accord.practices.dialogue import transparency
from accord.practices.direction import joint_goals
from accord.practices.guardrails import safety_and_law
from accord.practices.practice import Practice

PRACTICES: dict[str, Practice] = {
    module.PRACTICE.code: module.PRACTICE
    for module in (joint_goals, transparency, micro_milestones, completion, safety_and_law)
}


def practice(code: str) -> Practice:
    """Return the practice of that code; raises KeyError saying which there are."""
    try:
        return PRACTICES[code]
    except KeyError:
        raise KeyError(f"There is no practice {code}; there are {', '.join(PRACTICES)}.") from None


def touched_by(tables: Collection[str]) -> tuple[Practice, ...]:
    """Return the practices that read any of these tables."""
    return tuple(p for p in PRACTICES.values() if set(tables) & {*p.tables, *p.uses})
