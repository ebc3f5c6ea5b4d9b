"""Notices as JSON: what one was told, what one follows, how one wants to be told."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from accord.apps.notices import reads, writes
from accord.apps.notices.permissions import OWN, REACH
from accord.apps.notices.rules import Digest, Mode, Wishes
from accord.apps.ui.api import PROBLEMS, WHOLE, Body, Id, Listing, Page, one_of, text
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.permissions import door, viewer_of
from accord.apps.ui.rules import Ref

router = Router(tags=["notices"])

Hour = Annotated[int, Field(ge=0, le=23), WHOLE]
Weekday = Annotated[int, Field(ge=0, le=6, description="Monday is 0"), WHOLE]
KindCode = Annotated[str, text(60)]
RecordKind = Annotated[str, text(60)]


class NoticeOut(Schema):
    """One notice; ``sentence`` is empty when it is over, or no longer the viewer's to see."""

    id: int
    kind: str
    kind_label: str
    sentence: str
    url: str
    happened_at: datetime
    is_read: bool


class NoticesQuery(Page):
    """Which notices: read, not read, or all."""

    state: Annotated[str, one_of(("read", "unread"))] | None = None


class NoticesReadIn(Body):
    """Which notices have been read; without ``ids`` all of them."""

    ids: Annotated[list[Id], Field(max_length=500)] | None = None


class NoticesReadOut(Schema):
    """How many were marked as read."""

    read: int


class NoticeKindOut(Schema):
    """One kind of notice, and how the viewer is told about it."""

    code: str
    label: str
    mode: str


class WishesOut(Schema):
    """How the viewer is told. Hours are those of the home's clock; ``quiet_from`` null: no quiet hours."""

    digest: str
    hour: int
    weekday: int
    quiet_from: int | None
    quiet_to: int
    weekends_quiet: bool


class WishesIn(Body):
    """How one wants to be told."""

    digest: Annotated[str, one_of(Digest)]
    hour: Hour = 8
    weekday: Weekday = 0
    quiet_from: Hour | None = None
    quiet_to: Hour = 7
    weekends_quiet: bool = True


class KindModeIn(Body):
    """How one wants to be told about one kind."""

    kind: KindCode
    mode: Annotated[str, one_of(Mode)]


class FollowIn(Body):
    """A record, by its kind and id."""

    kind: RecordKind
    id: Id


class FollowedOut(Schema):
    """A record that is followed."""

    kind: str
    id: int
    title: str
    url: str


class UnreachableOut(Schema):
    """A person whose address takes no mail."""

    person_id: int
    name: str
    address: str
    answer: str
    refused_at: datetime | None


@router.get("/notices", response={200: Listing[NoticeOut], **PROBLEMS})
@door(OWN)
def notices(request: HttpRequest, page: Query[NoticesQuery]) -> Any:
    """List what the viewer was told, newest first."""
    viewer = viewer_of(request)
    chosen = {"state": (page.state,)} if page.state else {}
    query = ListQuery(spec=reads.notices_spec(viewer=viewer), chosen=chosen, sort="-happened")
    rows, count = reads.notice_slice(viewer=viewer, query=query, offset=page.offset, limit=page.limit)
    return {"items": rows, "count": count}


@router.post("/notices/reading", response={200: NoticesReadOut, **PROBLEMS})
@door(OWN)
def mark_read(request: HttpRequest, data: NoticesReadIn) -> Any:
    """Mark notices as read; what is read is not mailed."""
    return {"read": writes.mark_read(by=viewer_of(request), at=timezone.now(), ids=data.ids)}


@router.get("/notices/wishes", response={200: WishesOut, **PROBLEMS})
@door(OWN)
def wishes(request: HttpRequest) -> Any:
    """Show how the viewer is told."""
    return vars(reads.wishes(viewer=viewer_of(request)))


@router.put("/notices/wishes", response={200: WishesOut, **PROBLEMS})
@door(OWN)
def set_wishes(request: HttpRequest, data: WishesIn) -> Any:
    """Choose summary and quiet hours."""
    viewer = viewer_of(request)
    writes.set_wishes(wishes=Wishes(**data.model_dump()), by=viewer, at=timezone.now())
    return vars(reads.wishes(viewer=viewer))


@router.get("/notices/kinds", response={200: list[NoticeKindOut], **PROBLEMS})
@door(OWN)
def kinds(request: HttpRequest) -> Any:
    """List the kinds of notices and how the viewer is told about each."""
    return reads.kind_lines(viewer=viewer_of(request))


@router.put("/notices/kinds", response={200: list[NoticeKindOut], **PROBLEMS})
@door(OWN)
def set_kind(request: HttpRequest, data: KindModeIn) -> Any:
    """Choose how one is told about a kind."""
    viewer = viewer_of(request)
    writes.set_mode(kind=data.kind, mode=data.mode, by=viewer, at=timezone.now())
    return reads.kind_lines(viewer=viewer)


@router.get("/follows", response={200: list[FollowedOut], **PROBLEMS})
@door(OWN)
def follows(request: HttpRequest) -> Any:
    """List what the viewer follows, latest first."""
    return _followed(request)


@router.put("/follows", response={200: list[FollowedOut], **PROBLEMS})
@door(OWN)
def follow(request: HttpRequest, data: FollowIn) -> Any:
    """Follow a record."""
    writes.follow(ref=Ref(data.kind, data.id), by=viewer_of(request), at=timezone.now())
    return _followed(request)


@router.delete("/follows/{kind}/{record_id}", response={200: list[FollowedOut], **PROBLEMS})
@door(OWN)
def unfollow(request: HttpRequest, kind: RecordKind, record_id: Id) -> Any:
    """No longer follow a record."""
    writes.unfollow(ref=Ref(kind, record_id), by=viewer_of(request), at=timezone.now())
    return _followed(request)


def _followed(request: HttpRequest) -> list[dict[str, Any]]:
    found = reads.followed_titles(viewer=viewer_of(request))
    return [{"kind": ref.kind, "id": ref.id, "title": title, "url": url} for ref, title, url in found]


@router.get("/notices/unreachable", response={200: list[UnreachableOut], **PROBLEMS})
@door(REACH)
def unreachable(request: HttpRequest) -> Any:
    """List whom mail does not reach."""
    return reads.unreachable(viewer=viewer_of(request))


@router.post("/notices/unreachable/{person_id}/retry", response={204: None, **PROBLEMS})
@door(REACH)
def try_again(request: HttpRequest, person_id: Id) -> Any:
    """Write to an address again that took no mail."""
    writes.try_again(person_id=person_id, by=viewer_of(request), at=timezone.now())
    return Status(204, None)
