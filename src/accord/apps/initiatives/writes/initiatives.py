"""Adding and changing initiatives themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.batches.writes.extra_fields import know_extra_fields
from accord.apps.initiatives.events import ExtraSet, InitiativeAdded, InitiativeEdited, VisibilitySet
from accord.apps.initiatives.models import Initiative, StageChange
from accord.apps.initiatives.permissions import check_add, check_edit
from accord.apps.initiatives.rules import Reason, Stage, Visibility, why_not_extra, why_not_text
from accord.apps.initiatives.rules.values import MOST_LABEL, MOST_TEXT, MOST_TITLE
from accord.apps.initiatives.writes.checking import INITIATIVE, _day, _refuse, _refuse_unknown_links, _step
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Invalid, Ref, Viewer

EDITABLE = {"title", "summary", "department_id", "sponsor_id", "lead_id", "external_key"}


@transaction.atomic
def add_initiative(
    *,
    title: str,
    by: Viewer,
    at: datetime,
    summary: str = "",
    department_id: int | None = None,
    sponsor_id: int | None = None,
    lead_id: int | None = None,
    visibility: str = Visibility.EVERYONE,
    stage: str = Stage.IDEA,
    stage_date: date | None = None,
    external_key: str = "",
    extra: Mapping[str, Any] | None = None,
) -> Initiative:
    """Add an initiative at the stage where it stands; ``stage_date`` None means the day is not known.

    Raises NotAllowed, Invalid.
    """
    check_add(by)
    links = {"department_id": department_id, "sponsor_id": sponsor_id, "lead_id": lead_id}
    texts = {"title": title.strip(), "summary": summary.strip(), "external_key": external_key.strip()}
    _refuse_texts(texts)
    _refuse_choices(visibility, stage, stage_date, _day(at))
    _refuse(extra=why_not_extra(extra or {}))
    _refuse_unknown_links(links)
    initiative = Initiative.objects.create(
        **texts,
        **links,
        visibility=visibility,
        stage=stage,
        stage_date=stage_date,
        extra=dict(extra or {}),
        created_at=at,
    )
    StageChange.objects.create(initiative=initiative, stage=stage, date=stage_date, recorded_at=at)
    trail.record(
        InitiativeAdded(subject=Ref(INITIATIVE, initiative.pk), changes=_new_values(initiative, by)), by=by, at=at
    )
    return initiative


def _new_values(initiative: Initiative, by: Viewer) -> tuple[Change, ...]:
    people = {
        name: str(Ref(f"people.{kind}", pk))
        for name, kind, pk in (
            ("department", "department", initiative.department_id),
            ("sponsor", "person", initiative.sponsor_id),
            ("lead", "person", initiative.lead_id),
        )
        if pk is not None
    }
    said: dict[str, Any] = {
        "title": initiative.title, "summary": initiative.summary, "stage": initiative.stage,
        "stage_date": initiative.stage_date, **people, "visibility": initiative.visibility,
        "external_key": initiative.external_key, "extra": initiative.extra,
    }  # fmt: skip
    own_words = {"title", "summary", "external_key", "extra"}
    return tuple(
        Change(field=name, new=value, person_id=by.pk if name in own_words else None)
        for name, value in said.items()
        if value
    )


@transaction.atomic
def edit_initiative(
    *, initiative: Initiative, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> Initiative:
    """Change title, summary, department_id, sponsor_id, lead_id or external_key; only what is in ``values``.

    Raises NotAllowed, Invalid, EditConflict.
    """
    check_edit(by, initiative)
    if unknown := set(values) - EDITABLE:
        raise Invalid(_("These cannot be changed here: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    wanted = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    _refuse_texts(wanted)
    _refuse_unknown_links({name: pk for name, pk in wanted.items() if name.endswith("_id")})
    trail.edit(
        initiative,
        wanted,
        event=InitiativeEdited,
        subject=Ref(INITIATIVE, initiative.pk),
        by=by,
        at=at,
        seen_version=seen_version,
        personal=dict.fromkeys(("title", "summary", "external_key"), by.pk),
    )
    return initiative


@transaction.atomic
def set_visibility(
    *, initiative: Initiative, visibility: str, by: Viewer, at: datetime, seen_version: int | None = None
) -> Initiative:
    """Open an initiative to everyone, or limit it to those involved and the leaders.

    Raises NotAllowed, Invalid, EditConflict.
    """
    check_edit(by, initiative)
    _refuse(visibility=_not_one_of(visibility, Visibility))
    subject = Ref(INITIATIVE, initiative.pk)
    values = {"visibility": visibility}
    trail.edit(initiative, values, event=VisibilitySet, subject=subject, by=by, at=at, seen_version=seen_version)
    return initiative


@transaction.atomic
def set_extra(
    *, initiative: Initiative, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> Initiative:
    """Set extra fields by name; None takes a field away, what is not named stays.

    Raises NotAllowed, Invalid, EditConflict.
    """
    check_edit(by, initiative)
    now = Initiative.objects.values_list("extra", flat=True).get(pk=initiative.pk)
    extra = {name: value for name, value in {**now, **values}.items() if value is not None}
    _refuse(extra=why_not_extra(extra))
    if extra == now:
        return initiative
    step = _step(initiative, {"extra": extra}, by=by, at=at, seen_version=seen_version)
    know_extra_fields(target="portfolio", values=values)
    changes = (
        Change(field="extra", old=now, new=extra, person_id=by.pk),
        Change(field="what", new=_told_extra(now, extra), person_id=by.pk),
        step,
    )
    trail.record(ExtraSet(subject=Ref(INITIATIVE, initiative.pk), changes=changes), by=by, at=at)
    return initiative


def _told_extra(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """Say which extra fields changed, in signs that need no translation."""
    names = sorted(name for name in {**old, **new} if old.get(name) != new.get(name))
    return "; ".join(f"{name}: {old.get(name, '–')} → {new.get(name, '–')}" for name in names)


def _refuse_texts(texts: Mapping[str, Any]) -> None:
    most = {"title": MOST_TITLE, "summary": MOST_TEXT, "external_key": MOST_LABEL}
    _refuse(
        **{
            name: why_not_text(texts[name], most=limit, needed=name == "title")
            for name, limit in most.items()
            if name in texts
        }
    )


def _refuse_choices(visibility: str, stage: str, stage_date: date | None, today: date) -> None:
    future = Reason(gettext_noop("A stage that has been reached cannot lie in the future."))
    _refuse(
        visibility=_not_one_of(visibility, Visibility),
        stage=_not_one_of(stage, Stage),
        stage_date=future if stage_date and stage_date > today else None,
    )


def _not_one_of(value: str, known: type[Visibility | Stage]) -> Reason | None:
    return None if value in {str(item) for item in known} else Reason(gettext_noop("Choose one of the list."))
