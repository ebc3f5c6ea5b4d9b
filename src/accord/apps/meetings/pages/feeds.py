"""Calendars: the page on which one makes, renews and ends addresses, and what a calendar program reads."""

from __future__ import annotations

from email.utils import parseaddr
from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accord.apps.meetings import forms, permissions, reads, writes
from accord.apps.meetings.pages.series import meeting_tabs
from accord.apps.people import reads as people
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import NotFound


def calendar(request: HttpRequest) -> HttpResponse:
    """Show one's own calendar addresses; a new one is shown here once, after it was made."""
    viewer = viewer_of(request)
    form = forms.FeedForm(request.POST or None, initial={"what": request.GET.get("what", "own")}, **_choices(request))
    made = ""
    if request.method == "POST" and form.is_valid():
        _feed, token = writes.make_feed(**form.values(), by=viewer, at=timezone.now())
        made = request.build_absolute_uri(reverse("meetings:feed", args=[token]))
        form = forms.FeedForm(**_choices(request))
    context = {"form": form, "feeds": reads.feed_lines(viewer=viewer), "made": made, "webcal": _webcal(made),
               "tabs": meeting_tabs("calendar")}  # fmt: skip
    return render(request, "meetings/calendar.html", context, status=422 if form.errors else 200)


def _choices(request: HttpRequest) -> dict[str, list[tuple[int, str]]]:
    viewer = viewer_of(request)
    return {
        "departments": people.department_choices(viewer=viewer),
        "series": list(permissions.visible_series(viewer).order_by("title", "pk").values_list("pk", "title")),
    }


def _webcal(address: str) -> str:
    return f"webcal:{address.partition(':')[2]}" if address else ""


@require_POST
def feed_ending(request: HttpRequest, feed_id: int) -> HttpResponse:
    """End one of one's own calendar addresses."""
    writes.revoke_feed(feed_id=feed_id, by=viewer_of(request), at=timezone.now())
    messages.success(request, _("The address has ended. Programs that used it show no new meetings any more."))
    return redirect("meetings:calendar")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a calendar program; without sign-in, as the person who made the address, with what they may see now."""
    found = reads.open_feed(token=token)
    if found is None:
        raise NotFound(_("This calendar address has ended. Make a new one in Accord, under Meetings."))
    now = timezone.now()
    site = request.build_absolute_uri("/").rstrip("/")
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    body = reads.calendar_of(viewer=found.person, feed=found, at=now, site=site, sender=sender)
    digest = sha256(body).hexdigest()
    changed = writes.note_read(feed=found, body_digest=digest, by=found.person, at=now)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="accord.ics"'
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    response["ETag"] = quote_etag(digest)
    response["Last-Modified"] = http_date(changed.timestamp())
    answer = get_conditional_response(
        request, etag=quote_etag(digest), last_modified=int(changed.timestamp()), response=response
    )
    return answer or response
