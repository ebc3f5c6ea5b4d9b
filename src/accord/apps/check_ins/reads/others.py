"""What other places ask of check-ins: names, what is found by words, whose turn it is, what is in trouble."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.check_ins.models import CheckIn
from accord.apps.check_ins.permissions import visible_series, visible_to
from accord.apps.check_ins.reads.lines import CheckInLine, lines_of, whole
from accord.apps.check_ins.rules import TROUBLED, State, Status
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.templatetags.formats import exact_day

MOST = 200
SERIOUS = (Status.OFF_TRACK, Status.CAUTION, Status.ON_TRACK)
RECENT = timedelta(weeks=9)  # two rounds of the slowest rhythm: what was said before is no longer news


@dataclass(frozen=True)
class TroubledLine:
    """A check-in worth talking about: caution, off track, or somebody asked for a talk."""

    id: int
    url: str
    sentence: str
    why: str
    status: str
    wants_talk: bool
    signed_on: date
    about: Ref | None
    people_ids: tuple[int, ...]


def troubled(*, viewer: Viewer, as_of: date) -> list[TroubledLine]:
    """List the latest signed check-ins of running series that are in trouble or ask for a talk, most serious first."""
    latest = (
        CheckIn.objects.filter(state__in=[State.SIGNED, State.ACKNOWLEDGED], planned_on__lte=as_of)
        .order_by()
        .values("series")
        .annotate(last=Max("pk"))
        .values("last")
    )
    seen = whole(visible_to(viewer)).filter(pk__in=latest, series__ended_at=None, planned_on__gte=as_of - RECENT)
    rows = seen.filter(Q(status__in=TROUBLED) | Q(wants_talk=True)).order_by("planned_on", "pk")[:MOST]
    found = [_troubled(one) for one in lines_of(viewer, list(rows), as_of) if one.about is not None]
    return sorted(found, key=lambda one: SERIOUS.index(one.status))


def _troubled(line: CheckInLine) -> TroubledLine:
    words = {"title": line.about_title, "status": line.status_label.lower(), "who": line.acknowledger}
    said = (line.problem or line.chance or line.progress).split("\n")[0]
    why = _("%(who)s asks for a talk") % words if line.wants_talk else line.sure_words or line.status_label
    return TroubledLine(
        id=line.id,
        url=line.url,
        sentence=(_("%(title)s: %(status)s") % words) + (f". {said}" if said else ""),
        why=why,
        status=line.status,
        wants_talk=line.wants_talk,
        signed_on=line.planned_on,
        about=line.about,
        people_ids=(line.answerer_id, line.acknowledger_id),
    )


def to_sign(*, viewer: Viewer, as_of: date) -> list[CheckInLine]:
    """List the check-ins that wait for the viewer's signature, earliest first."""
    rows = whole(CheckIn.objects.filter(answerer=viewer.pk, state=State.OPEN)).order_by("asked_at", "pk")[:MOST]
    return lines_of(viewer, list(rows), as_of)


def to_acknowledge(*, viewer: Viewer, as_of: date) -> list[CheckInLine]:
    """List the signed check-ins that wait for the viewer's acknowledgement, earliest first."""
    rows = whole(CheckIn.objects.filter(acknowledger=viewer.pk, state=State.SIGNED)).order_by("signed_at", "pk")[:MOST]
    return lines_of(viewer, list(rows), as_of)


def told(*, viewer: Viewer, ids: Collection[int], as_of: date) -> dict[int, CheckInLine]:
    """Map the check-ins the viewer may see to their lines."""
    rows = list(whole(visible_to(viewer)).filter(pk__in=ids).order_by())
    return {line.id: line for line in lines_of(viewer, rows, as_of)}


def check_in_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids the viewer may see to (title, address): one query, and one per kind they are about."""
    rows = list(visible_to(viewer).filter(pk__in=ids).select_related("series").order_by())
    named = titles(viewer=viewer, refs={one.series.about for one in rows})
    found = {}
    for one in rows:
        words = {"day": exact_day(one.planned_on), "title": named.get(one.series.about, (_("a record"), ""))[0]}
        title = _("the check-in of %(day)s on %(title)s") % words
        found[one.pk] = (title, reverse("check_ins:check_in", args=[one.pk]))
    return found


def series_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids of series the viewer may see to (title, address)."""
    rows = list(visible_series(viewer).filter(pk__in=ids).order_by())
    named = titles(viewer=viewer, refs={one.about for one in rows})
    words = _("the check-ins on %(title)s")
    return {
        one.pk: (
            words % {"title": named.get(one.about, (_("a record"), ""))[0]},
            reverse("check_ins:one_series", args=[one.pk]),
        )
        for one in rows
    }


def check_ins_found(*, viewer: Viewer, words: str, limit: int) -> list[tuple[int, str, str, str]]:
    """Find signed check-ins by what was said in them: (id, title, address, what was said)."""
    found = visible_to(viewer).filter(signed_at__isnull=False)
    for word in words.split():
        found = found.filter(
            Q(progress__icontains=word)
            | Q(problem__icontains=word)
            | Q(chance__icontains=word)
            | Q(reply__icontains=word)
        )
    said = {one.pk: one.problem or one.progress or one.chance for one in found.order_by("-planned_on", "-pk")[:limit]}
    named = check_in_titles(viewer=viewer, ids=said)
    return [(pk, *named[pk], said[pk][:160]) for pk in said if pk in named]
