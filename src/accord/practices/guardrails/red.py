"""Which single initiatives in use have a red guardrail: a fact about each."""

from collections.abc import Iterator

from accord.practices.guardrails.duties import CLASS_UNKNOWN, COVERED, NOT_COVERED, PROHIBITED, note_of
from accord.practices.judging import Finding, fact
from accord.practices.members import Members
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Reading, Reason, Status, SubjectKind, Verdict
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot

METHOD = "artefacts there"
NOT_IN_USE = Reason("not_in_use", _("It is not in use."))
NOT_DUE = Reason("not_due", _("Its risk class does not ask for these checks."))
NONE_APPLIES = Reason("none_applies", _("None of the eight artefacts applies to it."))


def red_readings(practice: Practice, snapshot: Snapshot, scope: Scope, members: Members) -> Iterator[Reading]:
    """Yield a reading for each initiative; it opens a gap of its own on an explicit "no" or a prohibited use."""
    names = ("id", "stage", "duty", "yes", "no", "needed")
    for row, (identity, *facts) in enumerate(zip(*(members.frame[name].to_list() for name in names), strict=True)):
        if not scope.wants(SubjectKind.INITIATIVE, identity):
            continue
        stage, duty, yes, no, needed = facts
        status, verdict, reason = _told(stage, duty, yes, no, needed)
        measured = status is Status.OK
        found = Finding(
            kind=SubjectKind.INITIATIVE,
            id=identity,
            n=needed if measured else 0,
            n_missing=needed - yes - no if measured else 0,
            digest=members.line_digest(row),
            method=METHOD,
            value=yes / needed if measured else None,
            reasons=(reason,),
            figures={"artefacts_needed": needed, "artefacts_there": yes, "artefacts_failing": no} if measured else {},
        )
        over = status is Status.NOT_APPLICABLE
        closes = over or verdict is Verdict.GOOD
        opens = verdict is Verdict.BAD
        yield fact(practice, snapshot, scope, found, status=status, verdict=verdict, opens=opens, closes=closes)


def _told(stage: str, duty: int, yes: int, no: int, needed: int) -> tuple[Status, Verdict, Reason]:
    note = note_of(duty, yes, no, needed)
    reason = Reason(note.code, note.text, {"yes": yes, "no": no, "open": needed - yes - no})
    if stage == "unknown":
        return Status.INSUFFICIENT, Verdict.NONE, reason
    if stage != "live":
        return Status.NOT_APPLICABLE, Verdict.NONE, NOT_IN_USE
    if duty == NOT_COVERED:
        return Status.NOT_APPLICABLE, Verdict.NONE, NOT_DUE
    if duty == PROHIBITED:
        return Status.OK, Verdict.BAD, reason
    if needed == 0:
        return Status.NOT_APPLICABLE, Verdict.NONE, NONE_APPLIES
    return Status.OK, _verdict(duty, yes, no, needed), reason


def _verdict(duty: int, yes: int, no: int, needed: int) -> Verdict:
    """Return red on an explicit "no", good when all is there; one unknown is unknown, and so is an unknown class."""
    if duty == CLASS_UNKNOWN:
        return Verdict.UNCLEAR
    if duty == COVERED and no:
        return Verdict.BAD
    return Verdict.GOOD if yes == needed else Verdict.UNCLEAR
