"""What a source says of an initiative on a day: its planned end, its money, its rating; and what changed between days."""

from __future__ import annotations

from enum import StrEnum


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class Rating(StrEnum):
    """How sure a source is that an initiative will be done as planned."""

    GREEN = "green"
    AMBER_GREEN = "amber_green"
    AMBER = "amber"
    AMBER_RED = "amber_red"
    RED = "red"
    NONE = "none"


RATING_LABELS: dict[str, str] = {
    Rating.GREEN: _("Green"),
    Rating.AMBER_GREEN: _("Amber/Green"),
    Rating.AMBER: _("Amber"),
    Rating.AMBER_RED: _("Amber/Red"),
    Rating.RED: _("Red"),
    Rating.NONE: _("No rating"),
}
