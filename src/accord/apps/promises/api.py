"""Promises as JSON: the same reads and writes as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from accord.apps.promises import permissions, reads, rules, writes
from accord.apps.ui.api import (
    PROBLEMS,
    Body,
    Day,
    Id,
    Listing,
    OptionalText,
    Page,
    Search,
    Text,
    Version,
    one_of,
    text,
)
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.permissions import door, viewer_of
from accord.apps.ui.rules import Ref

router = Router(tags=["promises"])

Share = Annotated[float, Field(gt=0, lt=1)]
What = Annotated[str, text(rules.MOST_WHAT)]
Kind = Annotated[str, text(80)]


class AboutIn(Body):
    """A record, by its kind and id."""

    kind: Kind
    id: Id


class AboutOut(Schema):
    """A record, by its kind and id."""

    kind: str
    id: int


class PromiseOut(Schema):
    """A promise; ``about`` is null when there is nothing, or nothing the viewer may see."""

    id: int
    what: str
    owner_id: int
    owner: str
    made_to_id: int | None
    due_date: date
    first_due_date: date
    about: AboutOut | None
    kind: str
    confidence_share: float | None
    side: str
    to_side: str
    state: str
    is_late: bool | None
    kept_at: datetime | None
    is_renegotiated: bool
    proof: str
    cause: str
    reason: str
    created_at: datetime
    version: int


class PromiseIn(Body):
    """A new promise."""

    what: What
    owner_id: Id
    due_date: Day
    made_to_id: Id | None = None
    about: AboutIn | None = None
    kind: Annotated[str, one_of(rules.Kind)] = rules.Kind.DELIVERY.value
    confidence_share: Share | None = None


class PromiseChange(Body):
    """What changes; what is left out stays. Moving the day needs a reason."""

    version: Version
    what: What | None = None
    due_date: Day | None = None
    made_to_id: Id | None = None
    kind: Annotated[str, one_of(rules.Kind)] | None = None
    confidence_share: Share | None = None
    reason: OptionalText = ""


class KeepIn(Body):
    """What shows that it is kept."""

    proof: OptionalText = ""
    version: Version | None = None


class MissIn(Body):
    """What got in the way, from the list and in words."""

    cause: Annotated[str, one_of(rules.Cause)] | None = None
    reason: Text
    version: Version | None = None


class ProposalIn(Body):
    """Another day, with a reason; ``what`` only if other words are meant."""

    due_date: Day
    reason: Text
    what: What | None = None
    version: Version | None = None


class RefusalIn(Body):
    """Why the day has to stay; may be left out."""

    reason: OptionalText = ""


class ProposalOut(Schema):
    """Another day that was proposed, to whom, and what they answered."""

    id: int
    due_date: date
    what: str
    reason: str
    proposed_by: str
    proposed_at: datetime
    asked_id: int
    asked: str
    state: str
    answer: str
    answered_at: datetime | None


class PromiseReasonIn(Body):
    """Why."""

    reason: Text
    version: Version | None = None


class PromiseHistoryOut(Schema):
    """One event in words."""

    id: int
    at: datetime
    actor: str
    sentence: str


class PromisesQuery(Page):
    """How to narrow the list."""

    q: Search = ""
    part: Annotated[str, one_of(("mine", "to_me", "written"))] | None = None
    state: Annotated[str, one_of(rules.State)] | None = None
    due: Annotated[str, one_of(("late", "soon"))] | None = None
    owner: Id | None = None


def shown(request: HttpRequest, promise_id: int) -> Any:
    """Describe one promise as JSON."""
    viewer = viewer_of(request)
    return reads.promise_page(viewer=viewer, promise_id=promise_id, as_of=timezone.localdate()).line


@router.get("/promises", response={200: Listing[PromiseOut], **PROBLEMS})
@door(permissions.SEE)
def promises(request: HttpRequest, page: Query[PromisesQuery]) -> Any:
    """List the promises the viewer may see, by the day they are due."""
    viewer, today = viewer_of(request), timezone.localdate()
    names = ("part", "state", "due", "owner")
    chosen = {name: (str(getattr(page, name)),) for name in names if getattr(page, name) is not None}
    spec = reads.promises_spec(viewer=viewer, as_of=today)
    query = ListQuery(spec=spec, search=page.q.strip(), chosen=chosen, sort="due")
    rows, count = reads.promise_slice(viewer=viewer, query=query, offset=page.offset, limit=page.limit, as_of=today)
    return {"items": rows, "count": count}


@router.post("/promises", response={201: PromiseOut, **PROBLEMS})
@door(permissions.MAKE)
def make_promise(request: HttpRequest, data: PromiseIn) -> Any:
    """Promise something, or write down what another person promised."""
    values = data.model_dump(exclude={"about"})
    about = Ref(data.about.kind, data.about.id) if data.about else None
    made = writes.make_promise(**values, about=about, by=viewer_of(request), at=timezone.now())
    return Status(201, shown(request, made.pk))


@router.get("/promises/{promise_id}", response={200: PromiseOut, **PROBLEMS})
@door(permissions.SEE)
def promise(request: HttpRequest, promise_id: Id) -> Any:
    """Show one promise."""
    return shown(request, promise_id)


@router.patch("/promises/{promise_id}", response={200: PromiseOut, **PROBLEMS})
@door(permissions.EDIT)
def edit_promise(request: HttpRequest, promise_id: Id, data: PromiseChange) -> Any:
    """Change the words, the day (with a reason) or to whom it is made."""
    viewer = viewer_of(request)
    given = data.model_dump(exclude_unset=True, exclude={"version", "reason"})
    values = {name: value for name, value in given.items() if value is not None or name == "made_to_id"}
    writes.edit_promise(
        promise=permissions.find(viewer, promise_id), values=values, reason=data.reason, seen_version=data.version,
        by=viewer, at=timezone.now(),
    )  # fmt: skip
    return shown(request, promise_id)


@router.put("/promises/{promise_id}/keeping", response={200: PromiseOut, **PROBLEMS})
@door(permissions.SETTLE)
def keep_promise(request: HttpRequest, promise_id: Id, data: KeepIn) -> Any:
    """Say that a promise is kept."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, promise_id)
    writes.keep_promise(promise=found, proof=data.proof, seen_version=data.version, by=viewer, at=timezone.now())
    return shown(request, promise_id)


@router.put("/promises/{promise_id}/missing", response={200: PromiseOut, **PROBLEMS})
@door(permissions.SETTLE)
def miss_promise(request: HttpRequest, promise_id: Id, data: MissIn) -> Any:
    """Say that a promise was not kept."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, promise_id)
    writes.miss_promise(
        promise=found, cause=data.cause or "", reason=data.reason, seen_version=data.version, by=viewer,
        at=timezone.now(),
    )  # fmt: skip
    return shown(request, promise_id)


@router.put("/promises/{promise_id}/withdrawal", response={200: PromiseOut, **PROBLEMS})
@door(permissions.EDIT)
def withdraw_promise(request: HttpRequest, promise_id: Id, data: PromiseReasonIn) -> Any:
    """Take a promise back before its time."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, promise_id)
    writes.withdraw_promise(promise=found, reason=data.reason, seen_version=data.version, by=viewer, at=timezone.now())
    return shown(request, promise_id)


@router.post("/promises/{promise_id}/reopening", response={200: PromiseOut, **PROBLEMS})
@door(permissions.SETTLE)
def reopen_promise(request: HttpRequest, promise_id: Id) -> Any:
    """Open a settled promise again."""
    viewer = viewer_of(request)
    writes.reopen_promise(promise=permissions.find(viewer, promise_id), by=viewer, at=timezone.now())
    return shown(request, promise_id)


@router.get("/promises/{promise_id}/history", response={200: list[PromiseHistoryOut], **PROBLEMS})
@door(permissions.SEE)
def history(request: HttpRequest, promise_id: Id, page: Query[Page]) -> Any:
    """Tell what happened to a promise, newest first."""
    viewer, most = viewer_of(request), page.offset + page.limit
    return reads.promise_history(viewer=viewer, promise_id=promise_id, limit=most)[page.offset :]


@router.get("/promises/{promise_id}/proposals", response={200: list[ProposalOut], **PROBLEMS})
@door(permissions.SEE)
def proposals(request: HttpRequest, promise_id: Id) -> Any:
    """List the other days that were proposed, newest first."""
    viewer = viewer_of(request)
    return list(reads.promise_page(viewer=viewer, promise_id=promise_id, as_of=timezone.localdate()).proposals)


@router.put("/promises/{promise_id}/proposal", response={200: ProposalOut, **PROBLEMS})
@door(permissions.EDIT)
def propose_day(request: HttpRequest, promise_id: Id, data: ProposalIn) -> Any:
    """Propose another day before the first one; nothing changes until the one who is asked agrees."""
    viewer = viewer_of(request)
    writes.propose_day(
        promise=permissions.find(viewer, promise_id), due_date=data.due_date, reason=data.reason, what=data.what or "",
        seen_version=data.version, by=viewer, at=timezone.now(),
    )  # fmt: skip
    return reads.promise_page(viewer=viewer, promise_id=promise_id, as_of=timezone.localdate()).waiting


@router.delete("/promises/{promise_id}/proposal", response={200: PromiseOut, **PROBLEMS})
@door(permissions.EDIT)
def withdraw_proposal(request: HttpRequest, promise_id: Id) -> Any:
    """Take a proposal back before it is answered."""
    viewer = viewer_of(request)
    writes.withdraw_proposal(promise=permissions.find(viewer, promise_id), by=viewer, at=timezone.now())
    return shown(request, promise_id)


@router.put("/promises/{promise_id}/acceptance", response={200: PromiseOut, **PROBLEMS})
@door(permissions.ANSWER)
def accept_day(request: HttpRequest, promise_id: Id) -> Any:
    """Agree to the day that is proposed."""
    viewer = viewer_of(request)
    writes.accept_day(promise=permissions.find(viewer, promise_id), by=viewer, at=timezone.now())
    return shown(request, promise_id)


@router.put("/promises/{promise_id}/refusal", response={200: PromiseOut, **PROBLEMS})
@door(permissions.ANSWER)
def decline_day(request: HttpRequest, promise_id: Id, data: RefusalIn) -> Any:
    """Hold on to the day as it is."""
    viewer = viewer_of(request)
    writes.decline_day(promise=permissions.find(viewer, promise_id), reason=data.reason, by=viewer, at=timezone.now())
    return shown(request, promise_id)
