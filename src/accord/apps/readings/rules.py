"""What a change touches, and whether two measurements say the same; plain functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

# events of the trail → the snapshot tables they change; the longest matching prefix counts
TOUCHES: dict[str, tuple[str, ...]] = {
    "people.department": ("departments",),
    "goals.goal": ("goals",),
    "initiatives.initiative": ("initiatives", "stages"),
    "initiatives.stage": ("initiatives", "stages"),
    "initiatives.goal_link": ("goal_links",),
    "initiatives.milestone": ("milestones",),
    "initiatives.money": ("money",),
    "guardrails": ("risk", "evidence"),
    "batches": ("departments", "initiatives", "stages", "goal_links", "milestones", "money", "risk", "evidence"),
}
NO_SUBJECT = 0  # the id of the organisation as a subject


def tables_touched(code: str) -> tuple[str, ...]:
    """Say which tables of the snapshot an event changes."""
    matching = [prefix for prefix in TOUCHES if code == prefix or code.startswith(f"{prefix}.")]
    return TOUCHES[max(matching, key=len)] if matching else ()


def subject_number(subject_id: str) -> int:
    """Turn an engine's subject id into a number: the organisation is 0."""
    return int(subject_id) if subject_id else NO_SUBJECT


def says_the_same(before: Mapping[str, object] | None, now: Mapping[str, object]) -> bool:
    """Tell whether a new measurement repeats the last one: same rows in, same answer out, same strictness."""
    return before is not None and all(before.get(name) == value for name, value in now.items())


def joined(parts: Iterable[str]) -> str:
    """Put sentences one after the other."""
    return " ".join(part for part in parts if part)
