"""The list of promises and one promise as JSON: seen, made, changed, with its history."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Status

from accord.apps.promises import permissions, reads, writes
from accord.apps.promises.api.routes import router
from accord.apps.promises.api.schemas import PromiseChange, PromiseHistoryOut, PromiseIn, PromiseOut, PromisesQuery
from accord.apps.ui.api import PROBLEMS, Id, Listing, Page
from accord.apps.ui.permissions import door, viewer_of
from accord.apps.ui.rules import Ref


def shown(request: HttpRequest, promise_id: int) -> Any:
    """Describe one promise as JSON."""
    viewer = viewer_of(request)
    return reads.promise_page(viewer=viewer, promise_id=promise_id, as_of=timezone.localdate()).line


@router.get("/promises", response={200: Listing[PromiseOut], **PROBLEMS})
@door(permissions.SEE)
def promises(request: HttpRequest, page: Query[PromisesQuery]) -> Any:
    """List the promises the viewer may see, by the day they are due."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = page.asked(reads.promises_spec(viewer=viewer, as_of=today), sort="due")
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


@router.get("/promises/{promise_id}/history", response={200: list[PromiseHistoryOut], **PROBLEMS})
@door(permissions.SEE)
def history(request: HttpRequest, promise_id: Id, page: Query[Page]) -> Any:
    """Tell what happened to a promise, newest first."""
    viewer, most = viewer_of(request), page.offset + page.limit
    return reads.promise_history(viewer=viewer, promise_id=promise_id, limit=most)[page.offset :]
