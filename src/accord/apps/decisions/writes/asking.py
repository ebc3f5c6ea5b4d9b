"""Asking for a decision, changing the question, handing it over, withdrawing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.decisions import permissions, rules
from accord.apps.decisions.events import DecisionEdited, DecisionHandedOver, DecisionRaised, DecisionWithdrawn
from accord.apps.decisions.models import Decision
from accord.apps.decisions.rules import OptionWords, State
from accord.apps.decisions.writes.checking import (
    DECISION,
    PERSON,
    as_options,
    change,
    found,
    people,
    person,
    refuse,
    refuse_state,
    set_consulted,
    set_options,
    side_of,
    why_not_reason,
    write_consulted,
    write_options,
)
from accord.apps.initiatives.rules import Reason
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Invalid, Ref, Viewer

EDITABLE = {"question", "decide_by_date", "raised_date", "options", "consulted_ids", "review_date"}
_NOT_THERE = Reason(gettext_noop("There is no such record, or it is not open to you."))
_SAME = Reason(gettext_noop("This person decides already."))


@transaction.atomic
def raise_decision(
    *,
    question: str,
    about: Ref | None,
    decider_id: int,
    by: Viewer,
    at: datetime,
    options: Sequence[str | OptionWords] = (),
    consulted_ids: Sequence[int] = (),
    decide_by: date | None = None,
    raised_date: date | None = None,
    is_minuted: bool = False,
) -> Decision:
    """Ask one person to decide something, with options to choose from and people to be heard before.

    ``raised_date`` is the day the question came up (today if not given): waiting counts from there. ``is_minuted``
    says that it came up in a meeting, which answers for what it is about. Raises NotAllowed, Invalid.
    """
    permissions.check_raise(by)
    today = timezone.localdate(at)
    question, words = question.strip(), as_options(options)
    refuse(
        question=rules.why_not_question(question),
        options=rules.why_not_options(words),
        consulted_ids=rules.why_not_consulted(consulted_ids, decider_id),
        decide_by_date=rules.why_not_decide_by(decide_by, today=today),
        raised_date=rules.why_not_raised(raised_date or today, today=today),
    )
    decider, consulted = person(decider_id, "decider_id"), people(consulted_ids, "consulted_ids")
    if about is not None and not is_minuted and about not in titles(viewer=by, refs=[about]):
        refuse(about=_NOT_THERE)
    decision = Decision.objects.create(
        question=question,
        decider=decider,
        about_kind=about.kind if about else "",
        about_id=about.id if about else None,
        department=decider.department,
        side=side_of(decider),
        raised_date=raised_date or today,
        raised_by_id=by.pk,
        decide_by_date=decide_by,
        created_at=at,
    )
    write_options(decision, words)
    write_consulted(decision, consulted)
    changes = _new_values(decision, words, consulted_ids, by)
    trail.record(DecisionRaised(subject=Ref(DECISION, decision.pk), changes=changes), by=by, at=at)
    return decision


def _new_values(
    decision: Decision, options: Sequence[OptionWords], consulted_ids: Sequence[int], by: Viewer
) -> tuple[Change, ...]:
    changes = [
        Change(field="question", new=decision.question, person_id=by.pk),
        Change(field="decider", new=str(Ref(PERSON, decision.decider_id))),
    ]
    if decision.about:
        changes.append(Change(field="about", new=str(decision.about)))
    if decision.decide_by_date:
        changes.append(Change(field="decide_by_date", new=decision.decide_by_date))
    if options:
        changes.append(Change(field="options", new=[one.text for one in options], person_id=by.pk))
    if consulted_ids:
        changes.append(Change(field="consulted", new=sorted(str(Ref(PERSON, pk)) for pk in set(consulted_ids))))
    return tuple(changes)


@transaction.atomic
def edit_decision(
    *, decision_id: int, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> Decision:
    """Change what is in ``values``: the question, its days, options or who is consulted; once decided, the review day.

    Who decides changes by ``hand_over``, what was decided by ``reopen``. Raises NotAllowed, Invalid, WrongState,
    EditConflict.
    """
    decision = found(by, decision_id)
    permissions.check_edit(by, decision)
    if unknown := set(values) - EDITABLE:
        raise Invalid(_("These cannot be changed here: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    change(decision, {}, DecisionEdited, by=by, at=at, seen_version=seen_version)  # first of all: is it still the same?
    if set(values) - {"review_date"}:
        refuse_state(rules.why_not_open(decision.state))
    given: dict[str, Any] = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    plain = {name: given[name] for name in given if name not in {"options", "consulted_ids"}}
    wanted = {name: value for name, value in plain.items() if value != getattr(decision, name)}
    words = as_options(given["options"]) if "options" in given else None
    _refuse_values(decision, wanted, words, given.get("consulted_ids"), today=timezone.localdate(at))
    change(decision, wanted, DecisionEdited, by=by, at=at)
    if words is not None:
        set_options(decision, words, by=by, at=at)
    if "consulted_ids" in given:
        set_consulted(decision, people(given["consulted_ids"], "consulted_ids"), by=by, at=at)
    return decision


def _refuse_values(
    decision: Decision,
    wanted: Mapping[str, Any],
    options: Sequence[OptionWords] | None,
    consulted_ids: Sequence[int] | None,
    *,
    today: date,
) -> None:
    refuse(
        question=rules.why_not_question(wanted["question"]) if "question" in wanted else None,
        raised_date=rules.why_not_raised(wanted["raised_date"], today=today) if "raised_date" in wanted else None,
        decide_by_date=rules.why_not_decide_by(wanted.get("decide_by_date"), today=today),
        review_date=_why_not_review_date(decision, wanted, today),
        options=rules.why_not_options(options) if options is not None else None,
        consulted_ids=rules.why_not_consulted(consulted_ids or (), decision.decider_id),
    )


def _why_not_review_date(decision: Decision, wanted: Mapping[str, Any], today: date) -> Reason | None:
    if wanted.get("review_date") is None:
        return None
    return rules.why_not_review(decision.state) or rules.why_not_review_date(wanted["review_date"], today=today)


@transaction.atomic
def hand_over(
    *, decision_id: int, to_id: int, reason: str, by: Viewer, at: datetime, seen_version: int | None = None
) -> Decision:
    """Let somebody else decide, and say why. Raises NotAllowed, Invalid, WrongState, EditConflict."""
    decision = found(by, decision_id)
    permissions.check_edit(by, decision)
    change(decision, {}, DecisionHandedOver, by=by, at=at, seen_version=seen_version)
    refuse_state(rules.why_not_open(decision.state))
    refuse(reason=why_not_reason(reason), decider_id=_SAME if to_id == decision.decider_id else None)
    to = person(to_id, "decider_id")
    values = {
        "decider_id": to.pk, "department_id": to.department_id, "side": side_of(to), "reason": reason.strip(),
        "reason_by_id": by.pk,
    }  # fmt: skip
    change(decision, values, DecisionHandedOver, by=by, at=at)
    decision.consulted.filter(person=to).delete()
    return decision


@transaction.atomic
def withdraw(*, decision_id: int, reason: str, by: Viewer, at: datetime, seen_version: int | None = None) -> Decision:
    """Say that the question need not be decided any more, and why. Raises NotAllowed, Invalid, WrongState, EditConflict."""
    decision = found(by, decision_id)
    permissions.check_edit(by, decision)
    change(decision, {}, DecisionWithdrawn, by=by, at=at, seen_version=seen_version)
    refuse_state(rules.why_not_open(decision.state))
    refuse(reason=why_not_reason(reason))
    values = {
        "state": State.WITHDRAWN.value, "withdrawn_at": at, "reason": reason.strip(), "reason_by_id": by.pk,
    }  # fmt: skip
    change(decision, values, DecisionWithdrawn, by=by, at=at)
    return decision
