"""Signing a check-in and correcting a signed one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accord.apps.check_ins import permissions, reads, rules
from accord.apps.check_ins.events import CheckInCorrected, CheckInSigned
from accord.apps.check_ins.models import CheckIn, Correction
from accord.apps.check_ins.rules import State
from accord.apps.check_ins.writes.checking import CHECK_IN, change, refuse, refuse_state
from accord.apps.initiatives.rules import Reason
from accord.apps.notices import writes as notices
from accord.apps.notices.reads import Opened
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer


@transaction.atomic
def sign(
    *,
    check_in: CheckIn,
    progress: str,
    problem: str,
    chance: str,
    status: str,
    by: Viewer,
    at: datetime,
    confidence_share: float | None = None,
    drafted: Mapping[str, str] | None = None,
    seen_version: int | None = None,
) -> CheckIn:
    """Sign a check-in: three short texts, not all empty, how it stands, how sure one is of the next thing with a day.

    ``drafted`` is what was prepared and shown; without it, it is prepared now. It is kept for its author alone.
    Raises NotAllowed, Invalid, WrongState, EditConflict.
    """
    permissions.check_sign(by, check_in)
    refuse_state(rules.why_not_open(State(check_in.state)))
    texts = {"progress": _plain(progress), "problem": _plain(problem), "chance": _plain(chance)}
    reasons: dict[str, Reason | None] = {**rules.why_not_texts(texts)}
    reasons |= {"status": rules.why_not_status(status), "confidence_share": rules.why_not_sure(confidence_share)}
    refuse(**reasons)
    prepared = reads.draft(viewer=by, check_in=check_in, at=at)
    shown = dict(drafted) if drafted is not None else {**prepared.texts, "suggested": prepared.suggested}
    CheckIn.objects.filter(pk=check_in.pk).update(drafted=shown)
    values = {
        **texts, "status": str(status), "signed_status": str(status), "confidence_share": confidence_share,
        "next_title": prepared.next_title[:300] if confidence_share is not None else "",
        "next_date": prepared.next_date if confidence_share is not None else None,
        "state": State.SIGNED.value, "signed_at": at,
    }  # fmt: skip
    change(check_in, values, CheckInSigned, by=by, at=at, seen_version=seen_version)
    check_in.drafted = shown
    return check_in


@transaction.atomic
def sign_by_link(
    *,
    opened: Opened,
    check_in: CheckIn,
    progress: str,
    problem: str,
    chance: str,
    status: str,
    by: Viewer,
    at: datetime,
    confidence_share: float | None = None,
    drafted: Mapping[str, str] | None = None,
) -> CheckIn:
    """Sign through a mailed link, which is used up by that. Raises what ``sign`` raises, and WrongState for a used one."""
    done = sign(
        check_in=check_in, progress=progress, problem=problem, chance=chance, status=status,
        confidence_share=confidence_share, drafted=drafted, by=by, at=at,
    )  # fmt: skip
    notices.use_link(opened=opened, by=by, at=at)
    return done


@transaction.atomic
def correct(
    *, check_in: CheckIn, text: str, status: str, by: Viewer, at: datetime, confidence_share: float | None = None
) -> Correction:
    """Say afterwards what a signed check-in got wrong; what was signed stays, and the status said now counts.

    Raises NotAllowed, Invalid, WrongState, EditConflict.
    """
    permissions.check_sign(by, check_in)
    refuse_state(rules.why_not_correct(State(check_in.state)))
    refuse(
        text=rules.why_not_line(text, needed=True),
        status=rules.why_not_status(status),
        confidence_share=rules.why_not_sure(confidence_share),
    )
    correction = Correction.objects.create(
        check_in=check_in, text=text.strip(), status=str(status), confidence_share=confidence_share, signed_by_id=by.pk,
        signed_at=at,
    )  # fmt: skip
    _note(check_in, correction, by=by, at=at)
    return correction


def _note(check_in: CheckIn, correction: Correction, *, by: Viewer, at: datetime) -> None:
    changes = (
        Change(field="text", new=correction.text, person_id=by.pk),
        Change(field="status", old=check_in.status, new=correction.status),
    )
    CheckIn.objects.filter(pk=check_in.pk).update(status=correction.status)
    check_in.status = correction.status
    trail.record(CheckInCorrected(subject=Ref(CHECK_IN, check_in.pk), changes=changes), by=by, at=at)


def _plain(text: str) -> str:
    """Write a text as one sees it: line ends of every kind are one, none stand around it."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
