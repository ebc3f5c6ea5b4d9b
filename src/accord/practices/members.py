"""The rows a practice counts, in an order in which every department's branch is one slice."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from string import Formatter
from typing import Any

import numpy as np
import polars as pl

from accord.practices.practice import Scope
from accord.practices.reading import Evidence, NoEvidence, Reason, SubjectKind, Value
from accord.science.inputs import Ints
from accord.tables import Snapshot

PASSES, FAILS, UNKNOWN = 1, 0, -1
ASIDE = -2  # not counted, and no evidence
INITIATIVE = "initiatives.initiative"


@dataclass(frozen=True, slots=True)
class Branch:
    """One subject and where its rows begin and end; `whole`: a department that holds all of the organisation's."""

    kind: SubjectKind
    id: str
    start: int
    end: int
    whole: bool = False

    @property
    def rows(self) -> slice:
        """Return the subject's rows as a slice."""
        return slice(self.start, self.end)


@dataclass(frozen=True, eq=False)
class Members:
    """The rows (columns `id`, `title`, `department` and the practice's own), sorted by branch and initiative."""

    frame: pl.DataFrame
    branches: tuple[Branch, ...]
    _lines: list[str] = field(repr=False)

    @classmethod
    def of(cls, snapshot: Snapshot, frame: pl.DataFrame, inputs: Iterable[str], then: Sequence[str] = ()) -> "Members":
        """Sort the rows by branch, id and `then`; `inputs` are the columns whose change means that something changed.

        Rows of no known department count for the organisation only.
        """
        tree = snapshot.tree
        place = pl.Series("place", tree.places.values(), dtype=pl.Int64)
        places = pl.DataFrame({"department": pl.Series(list(tree.places), dtype=pl.String), "place": place})
        ordered = frame.join(places, on="department", how="left").with_columns(pl.col("place").fill_null(len(tree.ids)))
        ordered = ordered.sort("place", "id", *then)
        starts = (
            ordered["place"].search_sorted(pl.Series(range(len(tree.ids)), dtype=pl.Int64), side="left").to_list()
            if tree.ids
            else []
        )
        starts.append(int((ordered["place"] < len(tree.ids)).sum()))
        departments = (
            Branch(SubjectKind.DEPARTMENT, name, start, end, start == 0 and end == ordered.height)
            for name, start, end in zip(tree.ids, starts, (starts[end] for end in tree.ends), strict=False)
        )
        everything = Branch(SubjectKind.ORGANISATION, "", 0, ordered.height)
        # a null would swallow its whole line: it gets a spelling of its own
        spelled = [pl.col(name).cast(pl.String).fill_null("\x00") for name in ("id", *inputs)]
        lines = ordered.select(pl.concat_str(spelled, separator="\x1f"))
        return cls(ordered, (everything, *departments), lines.to_series().to_list())

    def wanted(self, scope: Scope) -> Iterator[Branch]:
        """Yield the organisation and the departments whose readings are wanted."""
        return (branch for branch in self.branches if scope.wants(branch.kind, branch.id))

    def digest(self, rows: slice) -> str:
        """Return a fingerprint of what was read for these rows: the same rows give the same one on any day."""
        return fingerprint("\x1e".join(self._lines[rows]))

    def line_digest(self, row: int) -> str:
        """Return the fingerprint of a single row."""
        return fingerprint(self._lines[row])

    def column(self, name: str) -> Any:
        """Return a column as a NumPy array."""
        return self.frame[name].to_numpy()


def fingerprint(text: str) -> str:
    """Return 32 hexadecimal digits that stand for a text."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Told:
    """One state (passes, fails, unknown) and one note a member; `values` holds columns that fill the notes."""

    states: Ints
    notes: Sequence[Reason | None]
    values: Mapping[str, Any] = field(default_factory=dict)

    def note(self, at: int) -> Reason | None:
        """Return the note of one member, filled with its values."""
        note = self.notes[at]
        if note is None or not (names := named(note.text)):
            return note
        return Reason(note.code, note.text, {name: _plain(self.values[name][at]) for name in names})


@cache
def named(text: str) -> tuple[str, ...]:
    """Return the names of the values that a sentence holds a place for."""
    return tuple(dict.fromkeys(name for _text, name, _form, _turn in Formatter().parse(text) if name))


class InitiativeEvidence(NoEvidence):
    """Initiatives as evidence, made row by row when asked for: failing ones first, then unknown, then passing."""

    __slots__ = ("_ids", "_rows", "_titles", "_told")

    def __init__(self, members: Members, told: "Told", rows: slice) -> None:
        """Take what is told of each member, and which of them to show."""
        self._ids, self._titles = members.frame["id"], members.frame["title"]
        self._told = told
        states = told.states[rows]
        urgency = np.where(states == FAILS, 0, np.where(states == UNKNOWN, 1, 2))
        order = np.argsort(urgency, kind="stable")
        self._rows = rows.start + order[states[order] != ASIDE]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._rows)

    def __getitem__(self, place: Any) -> Any:
        """Return one row, or a tuple of rows for a slice."""
        if isinstance(place, slice):
            return tuple(self._row(row) for row in self._rows[place])
        return self._row(self._rows[place])

    def __iter__(self) -> Iterator[Evidence]:
        """Yield the rows."""
        return (self._row(row) for row in self._rows)

    def _row(self, row: Any) -> Evidence:
        at = int(row)
        state = int(self._told.states[at])
        passes = None if state == UNKNOWN else state == PASSES
        return Evidence(INITIATIVE, self._ids[at], self._titles[at], passes, self._told.note(at))


def _plain(value: Any) -> Value:
    plain: Value = value.item() if isinstance(value, np.generic) else value
    return plain
