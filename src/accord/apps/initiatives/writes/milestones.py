"""Milestones: small steps that end with a result that can be shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.events import (
    MilestoneAdded,
    MilestoneEdited,
    MilestoneFinished,
    MilestoneRemoved,
    MilestoneReopened,
    MilestoneRestored,
)
from accord.apps.initiatives.models import Initiative, Milestone
from accord.apps.initiatives.permissions import check_edit
from accord.apps.initiatives.rules import Reason, why_not_address, why_not_text
from accord.apps.initiatives.rules.values import MOST_TEXT, MOST_TITLE
from accord.apps.initiatives.writes.checking import INITIATIVE, MILESTONE, _day, _put, _refuse, _refuse_removed
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Invalid, Ref, Viewer, WrongState

EDITABLE = {"title", "result", "due_date", "proof_url"}


@transaction.atomic
def add_milestone(
    *,
    initiative: Initiative,
    title: str,
    by: Viewer,
    at: datetime,
    result: str = "",
    due_date: date | None = None,
    proof_url: str = "",
) -> Milestone:
    """Add a milestone; ``result`` says what can be shown when it is done. Raises NotAllowed, Invalid."""
    check_edit(by, initiative)
    texts = {"title": title.strip(), "result": result.strip(), "proof_url": proof_url.strip()}
    _refuse_texts(texts)
    milestone = Milestone.objects.create(initiative=initiative, **texts, due_date=due_date, created_at=at)
    said: dict[str, Any] = {**texts, "due_date": due_date}
    changes = [Change(field="initiative", new=str(Ref(INITIATIVE, initiative.pk)))]
    changes += [
        Change(field=name, new=value, person_id=by.pk if name in texts else None)
        for name, value in said.items()
        if value
    ]
    trail.record(MilestoneAdded(subject=Ref(MILESTONE, milestone.pk), changes=tuple(changes)), by=by, at=at)
    return milestone


@transaction.atomic
def edit_milestone(
    *, milestone: Milestone, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> Milestone:
    """Change title, result, due_date or proof_url; only what is in ``values``.

    Raises NotAllowed, Invalid, WrongState when removed, EditConflict.
    """
    check_edit(by, milestone.initiative)
    _refuse_removed(milestone)
    if unknown := set(values) - EDITABLE:
        raise Invalid(_("These cannot be changed here: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    wanted = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    _refuse_texts(wanted)
    if milestone.done_date and not wanted.get("result", milestone.result):
        _refuse(result=_NEEDS_RESULT)
    _edit(milestone, wanted, MilestoneEdited, by=by, at=at, seen_version=seen_version)
    return milestone


_NEEDS_RESULT = Reason(gettext_noop("A milestone is done when there is a result to show: say what it is."))


@transaction.atomic
def finish_milestone(
    *,
    milestone: Milestone,
    done_date: date,
    by: Viewer,
    at: datetime,
    result: str | None = None,
    proof_url: str | None = None,
    seen_version: int | None = None,
) -> Milestone:
    """Say that a milestone is done, with the result that can be shown (the one written before if None).

    Raises NotAllowed, Invalid without a result or with a future day, WrongState when it is done or removed.
    """
    check_edit(by, milestone.initiative)
    _refuse_removed(milestone)
    if milestone.done_date:
        raise WrongState(_("This milestone is done already."))
    given = {"result": result, "proof_url": proof_url}
    values: dict[str, Any] = {name: value.strip() for name, value in given.items() if value is not None}
    _refuse_texts(values)
    future = Reason(gettext_noop("What is done cannot lie in the future."))
    _refuse(
        result=None if values.get("result", milestone.result) else _NEEDS_RESULT,
        done_date=future if done_date > _day(at) else None,
    )
    values["done_date"] = done_date
    _edit(milestone, values, MilestoneFinished, by=by, at=at, seen_version=seen_version)
    return milestone


@transaction.atomic
def reopen_milestone(*, milestone: Milestone, by: Viewer, at: datetime) -> Milestone:
    """Say that a finished milestone is not done after all. Raises NotAllowed, WrongState."""
    check_edit(by, milestone.initiative)
    _refuse_removed(milestone)
    if milestone.done_date is None:
        raise WrongState(_("This milestone is not done yet."))
    _edit(milestone, {"done_date": None}, MilestoneReopened, by=by, at=at, seen_version=None)
    return milestone


@transaction.atomic
def remove_milestone(*, milestone: Milestone, by: Viewer, at: datetime) -> Milestone:
    """Remove a milestone; it can be put back. Raises NotAllowed, WrongState."""
    check_edit(by, milestone.initiative)
    _put(milestone, removed=True, event=MilestoneRemoved, subject=Ref(MILESTONE, milestone.pk), by=by, at=at)
    return milestone


@transaction.atomic
def restore_milestone(*, milestone: Milestone, by: Viewer, at: datetime) -> Milestone:
    """Put a removed milestone back. Raises NotAllowed, WrongState."""
    check_edit(by, milestone.initiative)
    _put(milestone, removed=False, event=MilestoneRestored, subject=Ref(MILESTONE, milestone.pk), by=by, at=at)
    return milestone


def _refuse_texts(texts: Mapping[str, Any]) -> None:
    _refuse(
        title=why_not_text(texts["title"], most=MOST_TITLE) if "title" in texts else None,
        result=why_not_text(texts["result"], most=MOST_TEXT, needed=False) if "result" in texts else None,
        proof_url=why_not_address(texts["proof_url"], needed=False) if "proof_url" in texts else None,
    )


def _edit(
    milestone: Milestone,
    values: Mapping[str, Any],
    event: type[MilestoneEdited | MilestoneFinished | MilestoneReopened],
    *,
    by: Viewer,
    at: datetime,
    seen_version: int | None,
) -> None:
    trail.edit(
        milestone,
        values,
        event=event,
        subject=Ref(MILESTONE, milestone.pk),
        by=by,
        at=at,
        seen_version=seen_version,
        personal=dict.fromkeys(("title", "result", "proof_url"), by.pk),
    )
