"""How things to do are grouped and named, when one may set them aside, and what Accord costs in minutes."""

from accord.apps.turn.rules.grouping import GOOD_NEWS_DAYS, KIND_LABELS, ORDER, WHEN_LABELS, When, kind_of, when
from accord.apps.turn.rules.minutes import (
    DEEDS,
    FEWEST_PEOPLE,
    PROMISED_MINUTES,
    WEEKS,
    Deed,
    Spread,
    deed_of,
    spread_of,
)
from accord.apps.turn.rules.snoozing import LONGEST, Choice, choices, why_not_until

__all__ = [
    "DEEDS", "FEWEST_PEOPLE", "GOOD_NEWS_DAYS", "KIND_LABELS", "LONGEST", "ORDER", "PROMISED_MINUTES", "WEEKS",
    "WHEN_LABELS", "Choice", "Deed", "Spread", "When", "choices", "deed_of", "kind_of", "spread_of", "when",
    "why_not_until",
]  # fmt: skip
