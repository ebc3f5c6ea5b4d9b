"""Links to where more is told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accord.apps.initiatives.events import LinkAdded, LinkRemoved, LinkRestored
from accord.apps.initiatives.models import Initiative, Link
from accord.apps.initiatives.permissions import check_edit
from accord.apps.initiatives.rules import why_not_address, why_not_text
from accord.apps.initiatives.rules.values import MOST_LABEL
from accord.apps.initiatives.writes.checking import INITIATIVE, LINK, _put, _refuse
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer


@transaction.atomic
def add_link(*, initiative: Initiative, label: str, url: str, by: Viewer, at: datetime) -> Link:
    """Add a link; only http and https addresses are taken. Raises NotAllowed, Invalid."""
    check_edit(by, initiative)
    label, url = label.strip(), url.strip()
    _refuse(label=why_not_text(label, most=MOST_LABEL), url=why_not_address(url))
    link = Link.objects.create(initiative=initiative, label=label, url=url)
    changes = (
        Change(field="initiative", new=str(Ref(INITIATIVE, initiative.pk))),
        Change(field="label", new=label, person_id=by.pk),
        Change(field="url", new=url, person_id=by.pk),
    )
    trail.record(LinkAdded(subject=Ref(LINK, link.pk), changes=changes), by=by, at=at)
    return link


@transaction.atomic
def remove_link(*, link: Link, by: Viewer, at: datetime) -> Link:
    """Remove a link; it can be put back. Raises NotAllowed, WrongState."""
    check_edit(by, link.initiative)
    _put(link, removed=True, event=LinkRemoved, subject=Ref(LINK, link.pk), by=by, at=at)
    return link


@transaction.atomic
def restore_link(*, link: Link, by: Viewer, at: datetime) -> Link:
    """Put a removed link back. Raises NotAllowed, WrongState."""
    check_edit(by, link.initiative)
    _put(link, removed=False, event=LinkRestored, subject=Ref(LINK, link.pk), by=by, at=at)
    return link
