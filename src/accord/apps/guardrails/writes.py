"""Deciding risk classes and answering the required questions, by hand and by import."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.guardrails.events import (
    AnswerChanged,
    AnswerImported,
    GuardrailTakenBack,
    QuestionAnswered,
    RiskChanged,
    RiskImported,
    RiskSet,
)
from accord.apps.guardrails.models import Evidence, RiskClass
from accord.apps.guardrails.permissions import check_answer, check_decide
from accord.apps.guardrails.rules import AnswerRow, Risk, RiskRow, why_not_answer, why_not_until
from accord.apps.guardrails.rules import question as question_called
from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.permissions import check_import
from accord.apps.initiatives.rules import Reason, why_not_address, why_not_text
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, Event
from accord.apps.ui.rules import EditConflict, Invalid, Ref, Viewer
from accord.apps.ui.writes import at_once, insert_many

RISK = "guardrails.risk"
EVIDENCE = "guardrails.evidence"
PIECE = 2_000
Kept = TypeVar("Kept", RiskClass, Evidence)


@transaction.atomic
def set_risk(
    *,
    initiative: Initiative,
    risk: str,
    by: Viewer,
    at: datetime,
    rights_impacting: bool | None = None,
    safety_impacting: bool | None = None,
    reason: str = "",
    seen_version: int | None = None,
) -> RiskClass:
    """Decide the risk class, and whether rights or safety are touched (None: not known).

    ``seen_version`` 0 means there was none yet. Raises NotAllowed (the lead never decides), Invalid, EditConflict.
    """
    check_decide(by, initiative)
    _refuse(
        risk=None if risk in set(Risk) else Reason(gettext_noop("Choose one of the list.")),
        reason=why_not_text(reason, most=10_000, needed=False),
    )
    values: dict[str, Any] = {
        "risk": risk, "rights_impacting": rights_impacting, "safety_impacting": safety_impacting,
        "reason": reason.strip(),
    }  # fmt: skip
    there = RiskClass.objects.filter(pk=initiative.pk).first()
    decided = {"decided_at": at, "decided_by_id": by.pk}
    if there is None:
        fresh = RiskClass(initiative=initiative, **values, **decided)
        return _create(fresh, RiskSet, Ref(RISK, initiative.pk), values, {"reason"}, by=by, at=at)
    if any(getattr(there, name) != value for name, value in values.items()):
        subject, words = Ref(RISK, initiative.pk), {"reason": by.pk}
        trail.edit(
            there, {**values, **decided}, event=RiskChanged, subject=subject, by=by, at=at,
            seen_version=seen_version, personal=words,
        )  # fmt: skip
    return there


@transaction.atomic
def answer_question(
    *,
    initiative: Initiative,
    question: str,
    answer: str,
    by: Viewer,
    at: datetime,
    date: date | None = None,
    until: date | None = None,
    source: str = "",
    proof_url: str = "",
    reason: str = "",
    seen_version: int | None = None,
) -> Evidence:
    """Answer a required or further question: since when, said by whom (source), proven where, and why if not applicable.

    ``until`` is the last day a yes holds or a no is waived, where the question knows one. ``seen_version`` 0 means there was no answer yet. Raises NotAllowed, Invalid, EditConflict.
    """
    check_answer(by, initiative)
    texts = {"source": source.strip(), "proof_url": proof_url.strip(), "reason": reason.strip()}
    today = timezone.localdate(at)
    wrong = why_not_answer(question, answer, day=date, reason=reason, today=today)
    if wrong is None and (item := question_called(question)):
        is_lead = by.pk == initiative.lead_id
        wrong = why_not_until(item, answer, until=until, day=date, reason=reason, is_lead=is_lead, today=today)
    reasons = {
        "source": why_not_text(texts["source"], most=500, needed=False),
        "proof_url": why_not_address(texts["proof_url"], needed=False),
        "reason": why_not_text(texts["reason"], most=10_000, needed=False),
    }
    _refuse(**(reasons | dict([wrong]) if wrong else reasons))
    values: dict[str, Any] = {"answer": answer, "date": date, "until": until, **texts}
    there = Evidence.objects.filter(initiative=initiative, question=question).first()
    if there is None:
        fresh = Evidence(initiative=initiative, question=question, recorded_at=at, **values)
        return _create(fresh, QuestionAnswered, None, values, set(texts), by=by, at=at)
    trail.edit(
        there, values, event=AnswerChanged, subject=Ref(EVIDENCE, there.pk), by=by, at=at,
        seen_version=seen_version, personal=dict.fromkeys(texts, by.pk),
    )  # fmt: skip
    return there


def _create(
    fresh: Kept,
    event: type[Event],
    subject: Ref | None,
    values: Mapping[str, Any],
    words: set[str],
    *,
    by: Viewer,
    at: datetime,
) -> Kept:
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
    except IntegrityError as error:
        raise EditConflict(
            _("Someone else has just answered this. Your text is kept: look at theirs, then save again."),
            changes=[], current_version=1,
        ) from error  # fmt: skip
    told = tuple(
        Change(field=name, new=value, person_id=by.pk if name in words else None)
        for name, value in values.items()
        if value not in {None, ""}
    )
    trail.record(event(subject=subject or Ref(EVIDENCE, fresh.pk), changes=told), by=by, at=at)
    return fresh


def _refuse(**reasons: Reason | None) -> None:
    fields = {
        name: _(reason.text) % reason.values if reason.values else _(reason.text)
        for name, reason in reasons.items()
        if reason
    }
    if fields:
        raise Invalid(_("Some values cannot be taken: please look at them again."), fields)


# --- imports ----------------------------------------------------------------------------------------------------------


@at_once
def import_risks(*, rows: Sequence[RiskRow], by: Viewer, at: datetime, batch: Ref) -> int:
    """Record risk classes of initiatives that have none yet; gives how many. A decision by a person stays.

    Raises NotAllowed.
    """
    check_import(by)
    there: set[int] = set()
    for piece in _pieces([row.initiative_id for row in rows]):
        there |= set(RiskClass.objects.filter(pk__in=piece).values_list("pk", flat=True))
    new = [row for row in rows if row.initiative_id not in there]
    insert_many(
        records=[
            RiskClass(
                initiative_id=row.initiative_id, risk=row.risk, rights_impacting=row.rights_impacting,
                safety_impacting=row.safety_impacting, source=row.source[:200], batch=str(batch),
            )
            for row in new
        ]
    )  # fmt: skip
    events = [
        RiskImported(
            subject=Ref(RISK, row.initiative_id),
            changes=(
                Change(field="risk", new=row.risk.value),
                *(Change(field=name, new=value) for name, value in _impacts(row) if value is not None),
            ),
        )
        for row in new
    ]
    trail.record_many(events, by=by, at=at, batch=batch)
    return len(new)


def _impacts(row: RiskRow) -> tuple[tuple[str, bool | None], ...]:
    return ("rights_impacting", row.rights_impacting), ("safety_impacting", row.safety_impacting)


@at_once
def import_answers(*, rows: Sequence[AnswerRow], by: Viewer, at: datetime, batch: Ref) -> int:
    """Record answers to questions nobody has answered yet; gives how many. An answer by a person stays.

    A blank cell is no row: it stays unknown. Raises NotAllowed.
    """
    check_import(by)
    there: set[tuple[int, str]] = set()
    for piece in _pieces(sorted({row.initiative_id for row in rows})):
        there |= set(Evidence.objects.filter(initiative__in=piece).values_list("initiative_id", "question"))
    new = [row for row in rows if (row.initiative_id, row.question) not in there]
    made = insert_many(
        records=[
            Evidence(
                initiative_id=row.initiative_id, question=row.question, answer=row.answer, date=row.date,
                until=row.until, source=row.source[:500], proof_url=row.proof_url, reason=row.reason, recorded_at=at, batch=str(batch),
            )
            for row in new
        ]
    )  # fmt: skip
    events = [
        AnswerImported(
            subject=Ref(EVIDENCE, one.pk),
            changes=(
                Change(field="answer", new=one.answer),
                *((Change(field="date", new=one.date),) if one.date else ()),
                *((Change(field="until", new=one.until),) if one.until else ()),
                *((Change(field="reason", new=one.reason, person_id=by.pk),) if one.reason else ()),
            ),
        )
        for one in made
    ]
    trail.record_many(events, by=by, at=at, batch=batch)
    return len(new)


@transaction.atomic
def take_back(*, initiative_ids: Collection[int], by: Viewer, at: datetime, batch: Ref) -> int:
    """Delete the answers and risk classes a batch brought to these initiatives and nobody changed since; gives how many.

    To be called before the initiatives themselves are taken back. Raises NotAllowed.
    """
    check_import(by)
    gone: list[GuardrailTakenBack] = []
    for piece in _pieces(sorted(initiative_ids)):
        for kind, model in ((RISK, RiskClass), (EVIDENCE, Evidence)):
            mine = model._default_manager.filter(initiative__in=piece, batch=str(batch), version=1)
            gone += [GuardrailTakenBack(subject=Ref(kind, pk)) for pk in mine.values_list("pk", flat=True)]
            mine.delete()
    trail.record_many(gone, by=by, at=at, batch=batch)
    return len(gone)


def _pieces(ids: Sequence[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while piece := list(islice(rest, PIECE)):
        yield piece
