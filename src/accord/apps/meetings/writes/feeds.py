"""Calendar addresses: made, renewed and ended by their owner; the address is shown once and kept as a digest only."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.meetings import permissions
from accord.apps.meetings.events import FeedMade, FeedRevoked
from accord.apps.meetings.models import FeedToken
from accord.apps.people.models import Department, Person
from accord.apps.people.rules import token_digest
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Invalid, NotFound, Ref, Viewer

PERSON = "people.person"


@transaction.atomic
def make_feed(
    *, by: Viewer, at: datetime, department_id: int | None = None, series_id: int | None = None
) -> tuple[FeedToken, str]:
    """Make the address of a calendar: one's own meetings, those of a department or of a series.

    Returns its record and the token, which nobody can read again; an earlier address for the same ends.
    Raises NotFound, Invalid.
    """
    if department_id is not None and series_id is not None:
        raise Invalid(_("A calendar shows a department or a series, not both."))
    if series_id is not None:
        permissions.find_series(by, series_id)
    if department_id is not None and not Department.objects.filter(pk=department_id).exists():
        raise NotFound(_("There is no such department."))
    Person.objects.select_for_update().get(pk=by.pk)  # one at a time, so that one address stands at the end
    same = FeedToken.objects.filter(person=by.pk, department=department_id, series=series_id, revoked_at=None)
    _revoke(list(same), by=by, at=at)
    token = secrets.token_urlsafe(32)
    feed = FeedToken.objects.create(
        person_id=by.pk, department_id=department_id, series_id=series_id, digest=token_digest(token), created_at=at
    )
    trail.record(FeedMade(subject=Ref(PERSON, feed.person_id), changes=_what(feed)), by=by, at=at)
    return feed, token


@transaction.atomic
def revoke_feed(*, feed_id: int, by: Viewer, at: datetime) -> None:
    """End one of one's own calendar addresses. Raises NotFound for anybody else's or one that has ended."""
    feed = FeedToken.objects.select_for_update().filter(pk=feed_id, person=by.pk, revoked_at=None).first()
    if feed is None:
        raise NotFound(_("There is no such calendar address."))
    _revoke([feed], by=by, at=at)


def _revoke(feeds: list[FeedToken], *, by: Viewer, at: datetime) -> None:
    for feed in feeds:
        feed.revoked_at = at
        feed.save(update_fields=["revoked_at"])
        trail.record(FeedRevoked(subject=Ref(PERSON, feed.person_id), changes=_what(feed)), by=by, at=at)


def _what(feed: FeedToken) -> tuple[Change, ...]:
    about = (("department", "people.department", feed.department_id), ("series", "meetings.series", feed.series_id))
    return tuple(Change(field=field, new=str(Ref(kind, pk))) for field, kind, pk in about if pk is not None)


# no event: that a program looked is no change of anything
def note_read(*, feed: FeedToken, body_digest: str, by: Viewer, at: datetime) -> datetime:
    """Note that a calendar was read and tell since when its content has been the same (whole seconds)."""
    today, changed = timezone.localdate(at), feed.changed_at
    if changed is None or feed.body_digest != body_digest:
        changed = at.replace(microsecond=0)
    if (feed.body_digest, feed.read_date, feed.changed_at) != (body_digest, today, changed):
        FeedToken.objects.filter(pk=feed.pk).update(body_digest=body_digest, read_date=today, changed_at=changed)
    return changed


# no event: the erasure of a person is recorded by the write that erases the person
def erase_feeds(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """Remove the calendar addresses of a person."""
    return FeedToken.objects.filter(person=person_id).delete()[0]
