"""What a mirrored picture says: sentences with places for names and values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MirrorWords:
    """Every sentence of a mirrored picture; the places in them are named as in these English ones."""

    expects: str = "%(side)s expects %(value)s"
    between: str = "8 in 10: %(low)s to %(high)s"
    alike: str = "8 in 10: %(value)s"  # both ends read the same
    exact: str = "without a range"
    missing: str = "%(side)s has not answered"
    thinks: str = "%(by)s thinks %(about)s expects %(value)s"
    together: str = "Both together: %(low)s to %(high)s"
    happened: str = "It happened: %(value)s"
    gap: str = "Between the two: %(gap)s"
    never: str = "never"
    below: str = "%(share)s lower than %(value)s"
    above: str = "%(share)s higher than %(value)s"
    raised: str = "drawn higher than to scale"
    headers: tuple[str, str, str, str] = ("", "1 in 10 lower", "Likely", "1 in 10 higher")
    never_header: str = "Never"
    notes_header: str = "About the picture"
    guess_row: str = "%(by)s about %(about)s"
    joint_row: str = "Both together"
    outcome_row: str = "What happened"
    gap_row: str = "Between the two"


ENGLISH = MirrorWords()


def percent(share: float) -> str:
    """Say a share 0–1 in percent, never "0 %" or "100 %" for what is only nearly so."""
    if 0 < share < 0.01:
        return "< 1 %"
    if 0.99 < share < 1:
        return "> 99 %"
    return f"{round(share * 100)} %"
