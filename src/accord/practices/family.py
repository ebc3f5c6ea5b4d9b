"""A practice that is looked at by several measures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """What the measures of one practice have in common; the code of each is the family's, or begins with it and a dot.

    A measure that was there before the others keeps the plain code; its page then stands for the practice.
    """

    code: str
    title: str
    theme: str
    question: str
    why: str
