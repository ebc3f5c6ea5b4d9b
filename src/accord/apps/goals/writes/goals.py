"""Adding, changing, reviewing and closing goals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.goals import events, rules
from accord.apps.goals.models import Goal
from accord.apps.goals.permissions import ADD, check_edit
from accord.apps.goals.rules import GoalState, Horizon, OwningSide
from accord.apps.people.models import Department, Person
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, Event
from accord.apps.ui.permissions import check
from accord.apps.ui.rules import Invalid, Ref, Viewer, WrongState

KIND = "goals.goal"
EDITABLE = ("title", "why", "parent_id", "horizon", "department_id", "business_owner_id", "it_owner_id", "review_date")
WITHDRAWN = {
    OwningSide.BUSINESS: {"business_agreed_at": None, "business_agreed_by_id": None},
    OwningSide.IT: {"it_agreed_at": None, "it_agreed_by_id": None},
}
MOST_TITLE, MOST_WHY = 200, 5_000


@transaction.atomic
def add_goal(
    *,
    title: str,
    by: Viewer,
    at: datetime,
    why: str = "",
    parent_id: int | None = None,
    horizon: str = Horizon.NEAR,
    department_id: int | None = None,
    business_owner_id: int | None = None,
    it_owner_id: int | None = None,
    review_date: date | None = None,
    external_key: str = "",
) -> Goal:
    """Add a goal that nobody has agreed to yet. Raises NotAllowed, Invalid."""
    check(by, ADD)
    values = _checked(
        {
            "title": title,
            "why": why,
            "parent_id": parent_id,
            "horizon": horizon,
            "department_id": department_id,
            "business_owner_id": business_owner_id,
            "it_owner_id": it_owner_id,
            "review_date": review_date,
        },
        goal=None,
    )
    goal = Goal.objects.create(**values, external_key=external_key.strip()[:200], created_at=at)
    trail.record(events.GoalAdded(subject=Ref(KIND, goal.pk), changes=told_as_new(values, by)), by=by, at=at)
    return goal


@transaction.atomic
def edit_goal(
    *, goal: Goal, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> Goal:
    """Change a goal. A new title, reason or owner withdraws the agreement of the sides it concerns.

    Raises NotAllowed, Invalid, EditConflict.
    """
    check_edit(by, goal)
    if unknown := set(values) - set(EDITABLE):
        raise Invalid(_("These cannot be changed here: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    wanted = _checked(values, goal=goal)
    changes = trail.edit(
        goal,
        wanted,
        event=events.GoalEdited,
        subject=Ref(KIND, goal.pk),
        by=by,
        at=at,
        seen_version=seen_version,
        personal={"title": by.pk, "why": by.pk},
    )
    changed = {change.field for change in changes}
    lapse(goal=goal, sides=[side for side in rules.OWNING_SIDES if rules.asks_again(side, changed)], by=by, at=at)
    return goal


def lapse(*, goal: Goal, sides: Sequence[OwningSide], by: Viewer, at: datetime) -> None:
    """Ask sides again that had agreed, because what they agreed to was changed; told on the trail for each."""
    moments = Goal.objects.values_list("business_agreed_at", "it_agreed_at").get(pk=goal.pk)
    agreed = dict(zip(rules.OWNING_SIDES, moments, strict=True))
    for side in sides:
        if agreed[side]:
            goal.refresh_from_db(fields=["version"])
            said = Change(field="side", new=rules.OWNING_LABELS[side])
            store(goal, WITHDRAWN[side], events.GoalAgreementLapsed, [said], by=by, at=at)


def store(
    goal: Goal, values: Mapping[str, Any], event: type[Event], said: Sequence[Change], *, by: Viewer, at: datetime
) -> Goal:
    """Change the state of the goal that was looked at, and tell it. Raises WrongState if it has changed since."""
    done = Goal.objects.filter(pk=goal.pk, version=goal.version).update(**values, version=goal.version + 1)
    if not done:
        raise WrongState(_("This goal has just been changed. Look at it again first."))
    step = Change(field="version", old=goal.version, new=goal.version + 1)
    goal.refresh_from_db()
    trail.record(event(subject=Ref(KIND, goal.pk), changes=(*said, step)), by=by, at=at)
    return goal


@transaction.atomic
def review_goal(*, goal: Goal, next_review: date | None, by: Viewer, at: datetime) -> Goal:
    """Record that a goal was looked at again, and when next. Raises NotAllowed, Invalid, WrongState."""
    check_edit(by, goal)
    _check_active(goal)
    if next_review and next_review <= timezone.localdate(at):
        sentence = _("The next review lies in the future.")
        raise Invalid(sentence, {"next_review": sentence})
    values = {"review_date": next_review, "reviewed_at": at}
    trail.edit(goal, values, event=events.GoalReviewed, subject=Ref(KIND, goal.pk), by=by, at=at)
    return goal


@transaction.atomic
def close_goal(*, goal: Goal, reason: str, by: Viewer, at: datetime) -> Goal:
    """Close a goal that was reached or given up, saying which. Raises NotAllowed, Invalid, WrongState."""
    check_edit(by, goal)
    _check_active(goal)
    if not reason.strip():
        sentence = _("Say whether it was reached or given up, and why.")
        raise Invalid(sentence, {"reason": sentence})
    said = Change(field="reason", new=reason.strip()[:MOST_WHY], person_id=by.pk)
    return store(goal, {"state": GoalState.CLOSED}, events.GoalClosed, [said], by=by, at=at)


@transaction.atomic
def reopen_goal(*, goal: Goal, by: Viewer, at: datetime) -> Goal:
    """Take a closed goal up again. Raises NotAllowed, WrongState."""
    check_edit(by, goal)
    if goal.state != GoalState.CLOSED:
        raise WrongState(_("This goal is not closed."))
    trail.edit(goal, {"state": GoalState.ACTIVE}, event=events.GoalReopened, subject=Ref(KIND, goal.pk), by=by, at=at)
    return goal


def _check_active(goal: Goal) -> None:
    if goal.state != GoalState.ACTIVE:
        raise WrongState(_("This goal is closed. Reopen it first."))


# no event: it says the values of one; the caller records it
def told_as_new(values: Mapping[str, Any], by: Viewer) -> tuple[Change, ...]:
    """Tell the values with which a goal begins."""
    kinds = {"parent_id": KIND, "department_id": "people.department"}
    changes = []
    for name, value in values.items():
        if value in (None, ""):
            continue
        said = str(Ref(kinds.get(name, "people.person"), value)) if name.endswith("_id") else value
        own = by.pk if name in {"title", "why"} else None
        changes.append(Change(field=name.removesuffix("_id"), new=said, person_id=own))
    return tuple(changes)


def _checked(values: Mapping[str, Any], *, goal: Goal | None) -> dict[str, Any]:
    """Trim and check the values that are there. Raises Invalid with a sentence for each field."""
    clean = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    wrong: dict[str, str] = {}
    if "title" in clean and not 0 < len(clean["title"]) <= MOST_TITLE:
        wrong["title"] = _("Give the goal a title of at most 200 characters.")
    if len(clean.get("why", "")) > MOST_WHY:
        wrong["why"] = _("Please say it in at most 5,000 characters.")
    if "horizon" in clean and clean["horizon"] not in {str(item) for item in Horizon}:
        wrong["horizon"] = _("Choose one of the list.")
    wrong |= _wrong_links(clean, goal)
    if wrong:
        raise Invalid(_("Some values cannot be taken: please look at them again."), wrong)
    return clean


def _wrong_links(values: Mapping[str, Any], goal: Goal | None) -> dict[str, str]:
    wrong = {}
    for side in rules.OWNING_SIDES:
        owner = values.get(f"{side}_owner_id")
        if owner is not None and (problem := _owner_problem(side, owner)):
            wrong[f"{side}_owner_id"] = problem
    department = values.get("department_id")
    if department is not None and not Department.objects.filter(pk=department).exists():
        wrong["department_id"] = _("Choose a department from the list.")
    if (parent := values.get("parent_id")) is not None:
        # locked: two people hanging goals below each other at the same time would make a circle together
        parents = dict(Goal.objects.select_for_update().order_by("pk").values_list("pk", "parent_id"))
        if parent not in parents:
            wrong["parent_id"] = _("Choose a goal from the list.")
        elif goal is not None and rules.makes_circle(goal.pk, parent, parents):
            wrong["parent_id"] = _("A goal cannot stand below itself.")
    return wrong


def _owner_problem(side: OwningSide, person_id: int) -> str:
    person = Person.objects.select_related("department").filter(pk=person_id, is_active=True).first()
    if person is None:
        return _("Choose a person from the list.")
    problem = rules.owner_problem(side, person.department.side if person.department else None)
    return _(problem) if problem else ""
