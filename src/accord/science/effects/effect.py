"""What an answer to "what did it cause?" consists of, whichever method gave it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeAlias

Method: TypeAlias = Literal["before_after", "segmented", "counts", "differences", "synthetic", "structural"]
Status: TypeAlias = Literal["ok", "refused"]
Grade: TypeAlias = Literal["A", "B", "C", "D"]
Headline: TypeAlias = Literal[
    "contradict",
    "disagree",
    "caused",
    "would_have_come_anyway",
    "cannot_tell",
    "not_enough_data",
    "moved_the_wrong_way",
]
Value: TypeAlias = str | int | float
Path: TypeAlias = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence about a result: `text` in English with names in braces, `values` what stands for them."""

    code: str
    text: str
    values: tuple[tuple[str, Value], ...] = ()

    def say(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence, translated if so wanted, with its values in it."""
        return translate(self.text).format(**dict(self.values))

    def to_record(self) -> dict[str, Any]:
        """Return plain values for JSON, in the form in which practices keep their reasons."""
        return {"code": self.code, "text": self.text, "values": dict(self.values)}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Reason:
        """Return the reason that `to_record` wrote."""
        return cls(record["code"], record["text"], tuple(record["values"].items()))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to look at before believing a result; `is_good` is None where it is only told, not judged."""

    code: str
    value: float | None
    limit: float | None = None
    is_good: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one method says a change caused.

    `estimate` is the mean change per period after the start against what would have been, `total` its sum over these
    periods, `relative` its share of what would have been; `low` to `high` are the interval at `level`. `times` are the
    places of the periods in the series (0 is the oldest), `expected` is what would have been at each. None is not
    known; a refused effect has no numbers, only `reasons`. `chance`: of an estimate so far from nothing if nothing was
    caused, by the reckoning of the interval (two-sided); `p_value` is what the method itself reports, often by rank. `rank` of `rank_of`: the place among all units, had each of
    them been the one (1 is the most unusual); `placebos` are the figures that were ranked, by name.
    """

    method: Method
    status: Status = "ok"
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    total: float | None = None
    total_low: float | None = None
    total_high: float | None = None
    relative: float | None = None
    p_value: float | None = None
    chance: float | None = None
    rank: int | None = None
    rank_of: int | None = None
    n_before: int = 0
    n_after: int = 0
    n_units: int = 0
    times: tuple[int, ...] = ()
    observed: Path = ()
    expected: Path = ()
    expected_low: Path = ()
    expected_high: Path = ()
    weights: tuple[tuple[str, float], ...] = ()
    placebos: tuple[tuple[str, float], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def is_ok(self) -> bool:
        """Tell whether there is an estimate."""
        return self.status == "ok"

    @property
    def is_clear(self) -> bool:
        """Tell whether the interval leaves out "no effect at all"."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)

    def diagnostic(self, code: str) -> Diagnostic | None:
        """Return the diagnostic of that code, or None."""
        return next((one for one in self.diagnostics if one.code == code), None)

    def to_record(self) -> dict[str, Any]:
        """Return plain values for JSON: no NaN, no infinity, no tuples."""
        record = {field.name: getattr(self, field.name) for field in fields(self)}
        record |= {name: list(record[name]) for name in _LISTS}
        record |= {name: [list(pair) for pair in record[name]] for name in _PAIRS}
        record["diagnostics"] = [[one.code, one.value, one.limit, one.is_good] for one in self.diagnostics]
        record["reasons"] = [one.to_record() for one in self.reasons]
        return record

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Effect:
        """Return the effect that `to_record` wrote."""
        values = dict(record)
        values |= {name: tuple(values[name]) for name in _LISTS}
        values |= {name: tuple((str(key), float(value)) for key, value in values[name]) for name in _PAIRS}
        values["diagnostics"] = tuple(Diagnostic(*one) for one in values["diagnostics"])
        values["reasons"] = tuple(Reason.from_record(one) for one in values["reasons"])
        return cls(**values)

    def with_more(self, diagnostics: Iterable[Diagnostic] = (), reasons: Iterable[Reason] = ()) -> Effect:
        """Return the effect with more said about it."""
        more = (*self.diagnostics, *diagnostics)
        return replace(self, diagnostics=more, reasons=(*self.reasons, *reasons))


_LISTS = ("times", "observed", "expected", "expected_low", "expected_high")
_PAIRS = ("weights", "placebos")


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """How far several answers carry together.

    `credited_share` (0–1) is what may be credited of the estimate of the `chosen` method until finance signs; `chosen`
    is "" where there is none. `do_agree` is None with fewer than two methods that could disagree.
    """

    grade: Grade
    credited_share: float
    chosen: Method | Literal[""]
    do_agree: bool | None
    headline: Headline
    reasons: tuple[Reason, ...] = ()

    def to_record(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        record = {field.name: getattr(self, field.name) for field in fields(self)}
        return record | {"reasons": [one.to_record() for one in self.reasons]}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Graded:
        """Return the grading that `to_record` wrote."""
        return cls(**{**record, "reasons": tuple(Reason.from_record(one) for one in record["reasons"])})


def plain(values: Iterable[float]) -> Path:
    """Return numbers as a tuple in which what is not a finite number is None."""
    return tuple(float(value) if math.isfinite(value) else None for value in values)
