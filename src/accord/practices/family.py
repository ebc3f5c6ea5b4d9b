"""A practice that is looked at by several measures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """What the measures of one practice have in common; the code of each begins with the family's and a dot."""

    code: str
    title: str
    theme: str
    question: str
    why: str
