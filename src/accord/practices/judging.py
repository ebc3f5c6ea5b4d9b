"""From what was found about a subject to its reading: enough data? good, bad, or not to be told yet?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from accord.practices import reasons
from accord.practices.practice import MIN_INITIATIVES, Practice, Scope
from accord.practices.reading import (
    Evidence,
    NoEvidence,
    Reading,
    Reason,
    Status,
    SubjectKind,
    Value,
    Verdict,
)
from accord.tables import Snapshot

Ends = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a practice found about a subject, before it is judged.

    `initiatives`: how many stand behind it; `whole`: the same rows already speak for the organisation.
    """

    kind: SubjectKind
    id: str
    n: int
    n_missing: int
    digest: str
    method: str
    initiatives: int | None = None
    value: float | None = None
    interval: Ends = (None, None)
    guard: Ends = (None, None)
    at_least: bool = False
    whole: bool = False
    reasons: tuple[Reason, ...] = ()
    evidence: Sequence[Evidence] = NoEvidence()
    figures: Mapping[str, Value] = field(default_factory=dict)


def judged(practice: Practice, snapshot: Snapshot, scope: Scope, found: Finding) -> Reading:
    """Return the reading of a group (all kinds but initiatives): status from n, verdict from the whole interval."""
    status, why = _status(practice, found)
    if found.value is None:
        status = Status.INSUFFICIENT
    if status is Status.INSUFFICIENT:
        return _reading(practice, snapshot, scope, found, status=status, reasons=(*why, *found.reasons))
    verdict = _verdict(practice, found) if status is Status.OK else Verdict.UNCLEAR
    if status is Status.OK and verdict is Verdict.UNCLEAR:
        why = (*why, reasons.cannot_tell())
    value = found.value or 0.0
    return _reading(
        practice,
        snapshot,
        scope,
        found,
        status=status,
        verdict=verdict,
        reasons=(*why, *found.reasons),
        opens=_may_open(practice, status, found) and practice.is_beyond_opening(*found.guard),
        closes=not found.at_least and practice.is_past_closing(value),
        value=found.value,
        ends=found.interval,
        guard=found.guard,
    )


def fact(
    practice: Practice,
    snapshot: Snapshot,
    scope: Scope,
    found: Finding,
    *,
    status: Status,
    verdict: Verdict = Verdict.NONE,
    opens: bool = False,
    closes: bool = False,
) -> Reading:
    """Return a reading whose verdict its practice has found itself: a fact about an initiative, say, and no estimate.

    A fact has no interval; its guard says how far it lies beyond the threshold, for the order of gaps.
    """
    return _reading(
        practice,
        snapshot,
        scope,
        found,
        status=status,
        verdict=verdict,
        opens=opens,
        closes=closes,
        value=found.value,
        ends=found.interval,
        guard=found.guard,
        reasons=found.reasons,
    )


def insufficient(
    practice: Practice,
    snapshot: Snapshot,
    scope: Scope,
    why: tuple[Reason, ...],
    *,
    method: str,
    subjects: Iterable[tuple[SubjectKind, str]] | None = None,
) -> Iterator[Reading]:
    """Yield "not enough data" for the organisation and every department, or these subjects, all for the same reason."""
    everybody = ((SubjectKind.ORGANISATION, ""), *((SubjectKind.DEPARTMENT, name) for name in snapshot.tree.ids))
    for kind, identity in everybody if subjects is None else subjects:
        if scope.wants(kind, identity):
            found = Finding(kind=kind, id=identity, n=0, n_missing=0, digest="", method=method, reasons=why)
            yield _reading(practice, snapshot, scope, found, status=Status.INSUFFICIENT, reasons=why)


def unasked(practice: Practice, snapshot: Snapshot, needed: Iterable[str]) -> tuple[Reason, ...]:
    """Return why a practice cannot be measured at all (a needed table absent or empty); nothing if it can."""
    said: list[Reason] = []
    for table in needed:
        frame = snapshot.get(table)
        if frame is None:
            said += reasons.not_asked(practice, table)
        elif snapshot.is_empty(table):
            said += reasons.none_recorded(practice, table)
    return tuple(said)


def _status(practice: Practice, found: Finding) -> tuple[Status, tuple[Reason, ...]]:
    if found.n < practice.min_rows:
        return Status.INSUFFICIENT, (reasons.too_few(practice, found.n),)
    if found.n < practice.full_rows:
        return Status.THIN, (reasons.thin(practice, found.n),)
    if found.initiatives is not None and found.initiatives < MIN_INITIATIVES:
        return Status.THIN, (reasons.few_initiatives(found.initiatives, MIN_INITIATIVES),)
    if found.n_missing > found.n:
        return Status.THIN, (reasons.more_unknown(),)
    return Status.OK, ()


def _may_open(practice: Practice, status: Status, found: Finding) -> bool:
    return status is Status.OK and not found.whole and found.kind in practice.own_gap_subjects


def _verdict(practice: Practice, found: Finding) -> Verdict:
    if practice.is_beyond_opening(*found.interval):
        return Verdict.BAD
    return Verdict.GOOD if practice.is_good(*found.interval) else Verdict.UNCLEAR


def _reading(
    practice: Practice,
    snapshot: Snapshot,
    scope: Scope,
    found: Finding,
    *,
    status: Status,
    verdict: Verdict = Verdict.NONE,
    opens: bool = False,
    closes: bool = False,
    value: float | None = None,
    ends: Ends = (None, None),
    guard: Ends = (None, None),
    reasons: tuple[Reason, ...] = (),
) -> Reading:
    return Reading(
        practice=practice.code,
        subject_kind=found.kind,
        subject_id=found.id,
        status=status,
        value=value,
        unit=practice.unit,
        low=ends[0],
        high=ends[1],
        level=scope.level,
        guard_low=guard[0],
        guard_high=guard[1],
        guard_level=scope.guard_level,
        n=found.n,
        n_missing=found.n_missing,
        verdict=verdict,
        opens=opens,
        closes=closes,
        basis=practice.basis,
        declared=practice.declared,
        as_of=snapshot.as_of,
        method=found.method,
        version=practice.version,
        inputs_digest=found.digest,
        at_least=found.at_least and value is not None,
        reasons=(*reasons, *practice.limits),
        evidence=found.evidence,
        figures=found.figures,
    )
