"""The record that describes a practice, and the scope in which one is measured."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from accord.practices.family import Family
from accord.practices.page import Page, page_of
from accord.practices.reading import Basis, Reading, Reason, SubjectKind
from accord.practices.units import UNITS, Unit, UnitCode
from accord.tables import Snapshot

LEVEL = 0.95  # the interval that people see
MIN_INITIATIVES = 5  # a reading of fewer initiatives never colours anything

Subject: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Scope:
    """How strict to be before a gap opens, and whose readings are wanted (None: everybody's)."""

    guard_level: float
    subjects: frozenset[Subject] | None = None
    level: float = LEVEL

    @classmethod
    def of(cls, guard_level: float, subjects: Collection[Subject] | None = None) -> "Scope":
        """Make a scope of any collection of (kind, id) pairs."""
        return cls(guard_level, None if subjects is None else frozenset((str(kind), id_) for kind, id_ in subjects))

    def wants(self, kind: SubjectKind, identity: str) -> bool:
        """Tell whether that subject's reading is wanted."""
        return self.subjects is None or (kind.value, identity) in self.subjects


Measure: TypeAlias = Callable[[Snapshot, Scope], Iterable[Reading]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One measured practice, or one measure of a practice that has several; its module's docstring is its public page.

    `family`: the practice it belongs to, where that has several measures; its code is then "P08.dates", or the
    family's own if it was there before the others.

    `tables` are needed, `uses` are read besides if they are there. A gap opens beyond `threshold_open` and closes past
    `threshold_close`; which side is good is `better`. `finding` is the sentence of a gap, `move` what to do about it;
    `finding` may name {value}, {threshold}, {subject} and {n}; `finding_none` says it where the value is 0. `fact_opens` and
    `fact_closes` say when a gap about a single initiative opens and closes, where that does not follow from the
    thresholds. `needs` says for each table how to supply it. Of the subjects measured only `own_gap_subjects` get gaps;
    `opens_by_fact`: for groups too these open by a plain fact about their record, not by an interval.
    """

    code: str
    family: Family | None = None
    slug: str
    title: str
    theme: str
    question: str
    tables: tuple[str, ...]
    uses: tuple[str, ...] = ()
    counted: str
    unit: UnitCode
    better: Literal["up", "down"]
    threshold_open: float
    open_reason: str
    threshold_close: float
    close_reason: str
    min_rows: int = 5
    full_rows: int = 10
    basis: Basis
    declared: bool
    finding: str
    finding_none: str = ""
    fact_opens: str = ""
    fact_closes: str = ""
    move: str
    sources: tuple[str, ...]
    needs: Mapping[str, str]
    limits: tuple[Reason, ...] = ()
    own_gap_subjects: tuple[SubjectKind, ...] = (SubjectKind.ORGANISATION, SubjectKind.DEPARTMENT)
    opens_by_fact: bool = False
    version: str = "1"
    measure: Measure = field(repr=False)

    @property
    def part_of(self) -> str:
        """Return the code of the practice it measures: the family's, else its own."""
        return self.family.code if self.family else self.code

    @property
    def in_unit(self) -> Unit:
        """Return how its values are said."""
        return UNITS[self.unit]

    @property
    def measures_sides(self) -> bool:
        """Tell whether it speaks of the sides of the house instead of the whole."""
        return SubjectKind.SIDE in self.own_gap_subjects

    @property
    def page(self) -> Page:
        """Return the public page."""
        return page_of(self.measure.__module__)

    def is_beyond_opening(self, low: float | None, high: float | None) -> bool:
        """Tell whether a whole interval lies on the bad side of the opening threshold (None: no limit that way)."""
        if self.better == "up":
            return high is not None and high < self.threshold_open
        return low is not None and low > self.threshold_open

    def is_good(self, low: float | None, high: float | None) -> bool:
        """Tell whether a whole interval lies on the good side of the closing threshold."""
        if self.better == "up":
            return low is not None and low >= self.threshold_close
        return high is not None and high <= self.threshold_close

    def is_past_closing(self, value: float) -> bool:
        """Tell whether a value is back past the closing threshold."""
        return value >= self.threshold_close if self.better == "up" else value <= self.threshold_close
