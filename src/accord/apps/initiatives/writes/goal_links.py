"""Saying that an initiative serves a goal, and the agreement of both sides."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.goals.models import Goal
from accord.apps.initiatives.events import (
    GoalLinkAgreedByBusiness,
    GoalLinkAgreedByIt,
    GoalLinkAgreementTakenBack,
    GoalLinked,
    GoalLinkRestored,
    GoalUnlinked,
)
from accord.apps.initiatives.models import GoalLink, Initiative
from accord.apps.initiatives.permissions import check_agree, check_edit
from accord.apps.initiatives.rules import AgreeingSide, Reason
from accord.apps.initiatives.writes.checking import GOAL_LINK, _put, _refuse, _refuse_removed, _taken
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer, WrongState

_AGREED = {AgreeingSide.BUSINESS: GoalLinkAgreedByBusiness, AgreeingSide.IT: GoalLinkAgreedByIt}


@transaction.atomic
def link_goal(*, initiative: Initiative, goal_id: int, by: Viewer, at: datetime) -> GoalLink:
    """Say that an initiative serves a goal; each side agrees by itself afterwards.

    Raises NotAllowed, Invalid for an unknown goal, WrongState when it is linked already.
    """
    check_edit(by, initiative)
    goal = Goal.objects.filter(pk=goal_id).first()
    if goal is None:
        _refuse(goal_id=Reason(gettext_noop("Choose a goal from the list.")))
    try:
        with transaction.atomic():
            link = GoalLink.objects.create(initiative=initiative, goal_id=goal_id)
    except IntegrityError as error:
        raise _taken(_("This goal is linked already.")) from error
    changes = (
        Change(field="initiative", new=f"initiatives.initiative:{initiative.pk}"),
        Change(field="goal", new=str(Ref("goals.goal", goal_id))),
    )
    trail.record(GoalLinked(subject=Ref(GOAL_LINK, link.pk), changes=changes), by=by, at=at)
    return link


@transaction.atomic
def agree_link(*, link: GoalLink, side: str, by: Viewer, at: datetime) -> GoalLink:
    """Agree for a side that the initiative serves the goal.

    For the business: sponsor, the goal's business owner, heads of the department. For IT: lead, the goal's IT owner,
    the CIO. Nobody for both. Raises NotAllowed with the sentence why not, WrongState when agreed already.
    """
    link.refresh_from_db()
    _refuse_removed(link)
    wanted = AgreeingSide(side)
    check_agree(by, link, wanted)
    if getattr(link, f"{wanted}_agreed_at") is not None:
        raise WrongState(_("This side has agreed already."))
    values = {f"{wanted}_agreed_at": at, f"{wanted}_agreed_by_id": by.pk}
    trail.edit(
        link, values, event=_AGREED[wanted], subject=Ref(GOAL_LINK, link.pk), by=by, at=at, seen_version=link.version
    )
    return link


@transaction.atomic
def disagree_link(*, link: GoalLink, side: str, by: Viewer, at: datetime) -> GoalLink:
    """Take back a side's agreement; whoever may agree for the side may.

    Raises NotAllowed, WrongState when the side has not agreed.
    """
    link.refresh_from_db()
    _refuse_removed(link)
    wanted = AgreeingSide(side)
    check_agree(by, link, wanted)
    if getattr(link, f"{wanted}_agreed_at") is None:
        raise WrongState(_("This side has not agreed."))
    values = {f"{wanted}_agreed_at": None, f"{wanted}_agreed_by_id": None}
    subject = Ref(GOAL_LINK, link.pk)
    trail.edit(link, values, event=GoalLinkAgreementTakenBack, subject=subject, by=by, at=at, seen_version=link.version)
    return link


@transaction.atomic
def unlink_goal(*, link: GoalLink, by: Viewer, at: datetime) -> GoalLink:
    """Remove a goal link; it can be put back with its agreements. Raises NotAllowed, WrongState."""
    check_edit(by, link.initiative)
    _put(link, removed=True, event=GoalUnlinked, subject=Ref(GOAL_LINK, link.pk), by=by, at=at)
    return link


@transaction.atomic
def restore_goal_link(*, link: GoalLink, by: Viewer, at: datetime) -> GoalLink:
    """Put a removed goal link back. Raises NotAllowed, WrongState when the goal is linked anew."""
    check_edit(by, link.initiative)
    subject, taken = Ref(GOAL_LINK, link.pk), _("This goal is linked already.")
    _put(link, removed=False, event=GoalLinkRestored, subject=subject, by=by, at=at, taken=taken)
    return link
