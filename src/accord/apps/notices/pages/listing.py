"""What somebody was told, and whom mail does not reach."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.notices import reads, writes
from accord.apps.notices.permissions import REACH
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import may, viewer_of


def notices(request: HttpRequest) -> HttpResponseBase:
    """List what the viewer was told, as a page or as a file."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, reads.notices_spec(viewer=viewer))
    if file_asked(request):
        rows = (
            (line.happened_at, line.kind_label, line.sentence, line.url, line.is_read)
            for line in reads.all_notice_lines(viewer=viewer, query=query)
        )
        return list_file(request, rows, [_("When"), _("About"), _("What"), _("Address"), _("Read")], "notices")
    context = {
        "query": query,
        "page": reads.notice_lines(viewer=viewer, query=query),
        "unread": reads.unread(viewer=viewer),
        "reach": reads.reach(viewer=viewer),
        "tabs": [_tab(request, label, address) for label, address in _tabs()],
        "may_reach": may(viewer, REACH),
    }
    return render(request, "notices/notices.html", context)


def _tabs() -> list[tuple[str, str]]:
    return [(_("All"), ""), (_("Not read"), "state=unread")]


def _tab(request: HttpRequest, label: str, address: str) -> dict[str, Any]:
    here = request.META.get("QUERY_STRING", "")
    return {"label": label, "url": f"?{address}", "active": here == address}


@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    """Note that one notice, or all, has been read."""
    given = request.POST.get("notice", "")
    ids = [int(given)] if given.isascii() and given.isdigit() and len(given) < 19 else None
    done = writes.mark_read(by=viewer_of(request), at=timezone.now(), ids=ids) if ids or not given else 0
    if not given and done:
        messages.success(request, _("All is read."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if is_ours else "notices:notices")


def unreachable(request: HttpRequest) -> HttpResponse:
    """List whom mail does not reach."""
    people = reads.unreachable(viewer=viewer_of(request))
    return render(request, "notices/unreachable.html", {"people": people})


@require_POST
def trying_again(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write to an address again that took no mail."""
    writes.try_again(person_id=person_id, by=viewer_of(request), at=timezone.now())
    messages.success(request, _("Mail is sent there again within a minute. If it comes back, you see it here."))
    return _back(request)
