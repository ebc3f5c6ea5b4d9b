"""What a practice found about one subject on one day: a value with its interval, or why there is none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

Value: TypeAlias = str | int | float | None


class SubjectKind(StrEnum):
    """Whom a reading is about."""

    ORGANISATION = "organisation"
    DEPARTMENT = "department"
    INITIATIVE = "initiative"
    SIDE = "side"


class Status(StrEnum):
    """How much a reading can carry."""

    OK = "ok"
    THIN = "thin"
    INSUFFICIENT = "insufficient"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"


class Verdict(StrEnum):
    """What a reading says; bad and unknown never look alike."""

    GOOD = "good"
    BAD = "bad"
    UNCLEAR = "unclear"
    NONE = "none"


class Basis(StrEnum):
    """What a practice rests on: what systems logged, what people filled in, what people said."""

    LOGS = "logs"
    FORMS = "forms"
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence with its values; pages translate `text` and then fill it: `gettext(r.text).format(**r.values)`."""

    code: str
    text: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.text.format(**self.values)

    def as_dict(self) -> dict[str, Any]:
        """Return the reason as plain values for JSON."""
        return {"code": self.code, "text": self.text, "values": dict(self.values)}


class Evidence(NamedTuple):
    """One record that a reading rests on: whether it passes (None: not known) and why."""

    kind: str
    id: str
    label: str
    passes: bool | None
    note: Reason | None

    def as_dict(self) -> dict[str, Any]:
        """Return the row as plain values for JSON."""
        return {**self._asdict(), "note": self.note.as_dict() if self.note else None}


class NoEvidence(Sequence[Evidence]):
    """Evidence of a reading that has none; the base of every kind of evidence that is made when it is asked for."""

    def __len__(self) -> int:
        """Count the rows."""
        return 0

    def __getitem__(self, place: Any) -> Any:
        """Return one row, or a tuple of rows for a slice."""
        return ()[place]

    def __eq__(self, other: object) -> bool:
        """Compare row by row with any sequence."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        """Hash as the tuple of the rows."""
        return hash(tuple(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One practice, one subject, one day.

    `value`, `low`, `high` are in `unit` (a key of `UNITS`; "share" is 0–1, "ratio" may exceed 1); `low`/`high` at `level`, an end None: no limit that way.
    `guard_low`/`guard_high` at the stricter `guard_level`: `opens` is true when that whole interval is beyond the
    opening threshold (or, for one initiative, when the fact itself is); `closes` when the value is back past the
    closing threshold. `at_least`: the value is a lower limit. `figures` holds further numbers by name.
    """

    practice: str
    subject_kind: SubjectKind
    subject_id: str
    status: Status
    value: float | None
    unit: str
    low: float | None
    high: float | None
    level: float
    guard_low: float | None
    guard_high: float | None
    guard_level: float
    n: int
    n_missing: int
    verdict: Verdict
    opens: bool
    closes: bool
    basis: Basis
    declared: bool
    as_of: date
    method: str
    version: str
    inputs_digest: str
    at_least: bool = False
    reasons: tuple[Reason, ...] = ()
    evidence: Sequence[Evidence] = field(default=NoEvidence(), repr=False)
    figures: Mapping[str, Value] = field(default_factory=dict)

    @property
    def subject(self) -> tuple[str, str]:
        """Return kind and id of the subject."""
        return self.subject_kind.value, self.subject_id

    def as_dict(self, *, evidence: bool = True) -> dict[str, Any]:
        """Return the reading as plain values for JSON, with or without its rows."""
        plain = {name: getattr(self, name) for name in _PLAIN}
        return {
            **plain,
            "as_of": self.as_of.isoformat(),
            "reasons": [reason.as_dict() for reason in self.reasons],
            "figures": dict(self.figures),
            **({"evidence": [row.as_dict() for row in self.evidence]} if evidence else {}),
        }


_PLAIN = tuple(f.name for f in fields(Reading) if f.name not in {"as_of", "reasons", "evidence", "figures"})


def find(
    readings: Sequence[Reading], practice: str, kind: str = SubjectKind.ORGANISATION, subject: str = ""
) -> Reading | None:
    """Return the reading of a practice about a subject, or None."""
    wanted: Iterator[Reading] = (r for r in readings if r.practice == practice and r.subject == (kind, subject))
    return next(wanted, None)
