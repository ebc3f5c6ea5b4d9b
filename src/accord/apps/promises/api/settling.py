"""Promises kept, not kept, taken back and opened again, as JSON."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accord.apps.promises import permissions, writes
from accord.apps.promises.api.promises import shown
from accord.apps.promises.api.routes import router
from accord.apps.promises.api.schemas import KeepIn, MissIn, PromiseOut, PromiseReasonIn
from accord.apps.ui.api import PROBLEMS, Id
from accord.apps.ui.permissions import door, viewer_of


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
