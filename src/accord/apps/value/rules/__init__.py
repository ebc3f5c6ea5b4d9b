"""Plain decisions about cases, the ledger, effects and releases, and the words they are made of."""

from accord.apps.value.rules.words import (
    Benefit,
    CaseState,
    Cost,
    Direction,
    Entry,
    Grade,
    Involved,
    Item,
    ReleaseState,
    Rhythm,
    Role,
    Side,
    Source,
    Verdict,
    Way,
)

__all__ = [
    "Benefit",
    "CaseState",
    "Cost",
    "Direction",
    "Entry",
    "Grade",
    "Involved",
    "Item",
    "ReleaseState",
    "Rhythm",
    "Role",
    "Side",
    "Source",
    "Verdict",
    "Way",
]
