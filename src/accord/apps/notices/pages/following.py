"""Following a record from its own page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.notices import writes
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import NotFound, Ref


@require_POST
def following(request: HttpRequest) -> HttpResponse:
    """Follow a record, or no longer; the button is drawn anew, or the page one came from."""
    ref = _ref(request.POST.get("ref", ""))
    is_followed = request.POST.get("follow") == "yes"
    act = writes.follow if is_followed else writes.unfollow
    act(ref=ref, by=viewer_of(request), at=timezone.now())
    if request.headers.get("HX-Request"):
        return render(request, "notices/follow_button.html", {"ref": ref, "is_followed": is_followed})
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if is_ours else "notices:notices")


def _ref(text: str) -> Ref:
    try:
        return Ref.parse(text)
    except ValueError:
        raise NotFound(_("There is no such record, or it is not open to you.")) from None
