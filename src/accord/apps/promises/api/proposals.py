"""Other days proposed and answered, as JSON."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accord.apps.promises import permissions, reads, writes
from accord.apps.promises.api.promises import shown
from accord.apps.promises.api.routes import router
from accord.apps.promises.api.schemas import PromiseOut, ProposalIn, ProposalOut, RefusalIn
from accord.apps.ui.api import PROBLEMS, Id
from accord.apps.ui.permissions import door, viewer_of


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
