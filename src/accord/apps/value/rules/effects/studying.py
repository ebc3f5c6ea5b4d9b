"""One study: every method the data allow, on series of one rhythm, and what of it may be believed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from accord.apps.value.rules.effects.periods import Aligned, bad_run, period_of
from accord.apps.value.rules.words import Direction, Rhythm

if TYPE_CHECKING:
    from accord.science.effects import Effect

STUDY_KIND, RESTUDY_KIND = "value.study", "value.restudy"  # kinds of queued work
METHODS_VERSION = "2"  # another number where the methods themselves change: then a study is worth repeating
LUCK = 0.05  # how often all measures of an initiative together may show something where there is nothing
MAY_BE_LUCK = "may_be_luck"
LOWER_GRADE = {"A": "B", "B": "C", "C": "D", "D": "D"}
AT_ONCE = 400  # up to so many values in all a study is made while one waits


@dataclass(frozen=True)
class Studied:
    """What a study stores: the rows that were used, one record per method, and the figures of the one that counts.

    ``estimate``, ``low`` and ``high`` are per period and in the wanted direction: above zero is better.
    """

    digest: str
    setup: dict[str, Any]
    results: list[dict[str, Any]]
    method: str
    estimate: float | None
    low: float | None
    high: float | None
    periods: int
    grade: str
    credited_share: float
    do_agree: bool | None
    headline: str


def sign_of(direction: str) -> int:
    """Give 1 where more is better, -1 where less is."""
    return -1 if direction == Direction.DOWN else 1


def size(aligned: Aligned) -> int:
    """Count the values a study has to go through."""
    return len(aligned.y) * (1 + len(aligned.units) + len(aligned.predictors))


def digest_of(aligned: Aligned, *, direction: str, is_by_lot: bool) -> str:
    """Name the inputs of a study (SHA-256): the same digest, the same study."""
    inputs = [
        METHODS_VERSION, aligned.rhythm, [str(period) for period in aligned.periods], aligned.start, aligned.y,
        sorted(aligned.units.items()), sorted(aligned.predictors.items()), direction, is_by_lot, aligned.is_count,
        aligned.out_of,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(inputs, separators=(",", ":")).encode()).hexdigest()


def study(aligned: Aligned, *, direction: str, is_by_lot: bool = False, announced: date | None = None) -> Studied:
    """Ask every method, grade what they say together, and keep what was used.

    A method that cannot say anything stands there as refused, with its reasons.
    """
    from accord.science import effects as science

    digest = digest_of(aligned, direction=direction, is_by_lot=is_by_lot)
    y, start = list(aligned.y), aligned.start
    units = {key: list(values) for key, values in aligned.units.items()}
    moving = {key: list(values) for key, values in {**aligned.predictors, **aligned.units}.items()}
    answers = [
        science.before_after(y, start),
        _drawn_on(aligned),
        science.differences(y, start, units),
        science.synthetic(y, start, units),
        science.structural(y, start, moving, digest=digest, season=aligned.season),
    ]
    graded = science.grade(answers, by_lot=is_by_lot, better="down" if direction == Direction.DOWN else "up")
    chosen = next((one for one in answers if one.method == graded.chosen and one.is_ok), None)
    sign = sign_of(direction)
    ends = sorted(sign * end for end in (chosen.low, chosen.high) if end is not None) if chosen else []
    return Studied(
        digest=digest,
        setup=_setup(aligned, sign, announced)
        | {"graded": graded.to_record(), "direction": direction, "chance": chosen.chance if chosen else None},
        results=[one.to_record() for one in answers],
        method=graded.chosen,
        estimate=sign * chosen.estimate if chosen and chosen.estimate is not None else None,
        low=ends[0] if len(ends) == 2 else None,
        high=ends[1] if len(ends) == 2 else None,
        periods=aligned.after,
        grade=graded.grade,
        credited_share=graded.credited_share,
        do_agree=graded.do_agree,
        headline=graded.headline,
    )


def _drawn_on(aligned: Aligned) -> Effect:
    """Draw on the rate of the time before for what is counted, its line for what is measured."""
    from accord.science import effects as science

    y, start = list(aligned.y), aligned.start
    if aligned.is_count:
        return science.counts(y, start, exposure=list(aligned.out_of) or None, season=aligned.season)
    return science.segmented(y, start, lag=1 if aligned.rhythm == Rhythm.YEARLY else None, season=aligned.season)


@dataclass(frozen=True)
class Looked:
    """One study beside those of the other measures of its initiative: what it says once luck is allowed for.

    ``looked_at`` measures had a number; ``corrected`` is the chance of so much by luck alone among so many (Holm).
    """

    looked_at: int
    corrected: float | None
    grade: str
    credited_share: float
    headline: str

    @property
    def stands(self) -> bool:
        """Tell whether something is still seen after the correction."""
        return self.corrected is not None and self.corrected <= LUCK


def look_together(setups: Mapping[str, Mapping[str, Any]]) -> dict[str, Looked]:
    """Correct several studies of one initiative for how many measures were looked at; ``setups``: name → setup.

    What would be credited alone but does not stand among so many is one grade lower, and nothing of it is credited.
    """
    from accord.science.effects import several

    chances = {name: float(one["chance"]) for name, one in setups.items() if one.get("chance") is not None}
    corrected = several(chances)
    return {name: _looked(one["graded"], len(chances), corrected.get(name)) for name, one in setups.items()}


def _looked(graded: Mapping[str, Any], n: int, corrected: float | None) -> Looked:
    alone = Looked(n, corrected, graded["grade"], graded["credited_share"], graded["headline"])
    if n < 2 or alone.stands or not alone.credited_share:
        return alone
    headline = MAY_BE_LUCK if alone.headline == "caused" else alone.headline
    return Looked(n, corrected, LOWER_GRADE[alone.grade], 0.0, headline)


def _setup(aligned: Aligned, sign: int, announced: date | None) -> dict[str, Any]:
    """Write down the rows and what is odd about them."""
    began = aligned.periods[aligned.start] if aligned.start < len(aligned.periods) else None
    early = [p for p in aligned.periods if announced and began and period_of(announced, aligned.rhythm) <= p < began]
    return {
        "rhythm": str(aligned.rhythm),
        "periods": [str(period) for period in aligned.periods],
        "start": aligned.start,
        "y": list(aligned.y),
        "units": {key: list(values) for key, values in aligned.units.items()},
        "predictors": {key: list(values) for key, values in aligned.predictors.items()},
        "missing": [str(period) for period in aligned.missing],
        "left_out": dict(aligned.left_out),
        "is_count": aligned.is_count,
        "out_of": list(aligned.out_of),
        "unfinished": str(aligned.unfinished) if aligned.unfinished else None,
        "is_mid": aligned.is_mid,
        "bad_run": bad_run(aligned, sign=sign),
        "announced_periods": len(early),
    }


def says_otherwise(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Tell whether a newer study says something else: another grade or headline, or an estimate outside the old interval.

    Both have ``grade``, ``headline``, ``estimate``, ``low`` and ``high``.
    """
    if (old["grade"], old["headline"]) != (new["grade"], new["headline"]):
        return True
    if (old["estimate"] is None) != (new["estimate"] is None):
        return True
    if old["low"] is None or old["high"] is None or new["estimate"] is None:
        return bool(old["estimate"] != new["estimate"])
    return not old["low"] <= new["estimate"] <= old["high"]
