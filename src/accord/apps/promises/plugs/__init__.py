"""What promises offer to the apps below: names and addresses, search, navigation, permissions, whose turn, good news."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.initiatives.sockets import Section, sections
from accord.apps.promises import permissions, reads, writes
from accord.apps.promises.permissions import ACTIONS, MAKE
from accord.apps.promises.plugs import bulk, imports, planned_ends, telling
from accord.apps.promises.reads.texts import promise_texts
from accord.apps.search.sockets import TextSource, making, texts
from accord.apps.ui.rules import Place, Ref, Viewer
from accord.apps.ui.sockets import (
    GoodNews,
    NavigationItem,
    NewsSource,
    SearchSource,
    Thing,
    TurnItem,
    TurnSource,
    actions,
    commands,
    navigation,
    news,
    search,
    things,
    turn,
)
from accord.apps.ui.templatetags.formats import exact_day

KIND = reads.KIND


def plug_in() -> None:
    """Plug in what promises offer."""
    actions.plug(*ACTIONS)
    texts.plug(TextSource(KIND, gettext_lazy("Promises"), 30, promise_texts))
    commands.plug(making(gettext_lazy("New promise"), "promises:make_promise", MAKE, order=22))
    things.plug(Thing(KIND, gettext_lazy("Promise"), _titles))
    search.plug(SearchSource(KIND, _found))
    navigation.plug(
        NavigationItem(
            gettext_lazy("Promises"),
            "promises:promises",
            "square-check",
            45,
            shown_to=_everyone,
            key="p",
            group=Place.PLAN,
        )
    )
    turn.plug(
        TurnSource("promises.due", 20, due, hand_over=hand_over),
        TurnSource("promises.asked", 21, asked),
        TurnSource("promises.offered", 22, offered),
    )
    news.plug(NewsSource("promises.kept", kept_lately))
    telling.plug_in()
    planned_ends.plug_in()
    imports.plug_in()
    bulk.plug_in()
    sections.plug(Section("promises", gettext_lazy("Promises about it"), 14, _of_initiative))


def _everyone(viewer: Viewer) -> bool:
    return True


def _of_initiative(viewer: Viewer, initiative: Any, request: HttpRequest) -> tuple[str, Mapping[str, Any]] | None:
    about = Ref("initiatives.initiative", initiative.pk)
    together = reads.promises_together(viewer=viewer, about=about, as_of=timezone.localdate())
    return ("promises/together.html", {"together": together}) if together.open else None


def _titles(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    return reads.promise_titles(viewer=viewer, ids=ids)


def _found(viewer: Viewer, words: str, limit: int) -> list[tuple[str, str, str, str]]:
    rows = reads.promises_found(viewer=viewer, words=words, limit=limit)
    return [(str(Ref(KIND, pk)), what, reverse("promises:promise", args=[pk]), owner) for pk, what, owner in rows]


def due(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the viewer's own open promises that are late or due within a week."""
    verb, label, place = _("Keep"), _("It is kept"), reverse("promises:promise", args=[0]).removesuffix("0/")
    return [
        TurnItem(
            ref=Ref(KIND, pk),
            verb=verb,
            sentence=what,
            url=f"{place}{pk}/",
            due=day,
            action_url=f"{place}{pk}/keeping/",
            action_label=label,
            form_url=f"{place}{pk}/keeping/",
            linked=telling.KEEP,
        )
        for pk, what, day in reads.own_promises_due(viewer=viewer, as_of=today)
    ]


def asked(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the other days that wait for the viewer to agree; agreeing takes one button."""
    sentence = _("%(who)s asks for %(day)s: %(what)s")
    return [
        TurnItem(
            ref=Ref(KIND, one.promise_id),
            verb=_("Agree to another day"),
            sentence=sentence % {"who": one.owner, "day": exact_day(one.proposed_date), "what": one.what},
            url=one.url,
            due=one.due_date,
            action_url=reverse("promises:acceptance", args=[one.promise_id]),
            action_label=_("Agree"),
            form_url=reverse("promises:refusal", args=[one.promise_id]),
            linked=telling.AGREE,
        )
        for one in reads.days_asked(viewer=viewer)
    ]


def offered(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the promises that the viewer is asked to take over; saying yes takes one button."""
    sentence = _("%(who)s asks you to take over: %(what)s")
    return [
        TurnItem(
            ref=Ref(KIND, one.promise_id),
            verb=_("Take over"),
            sentence=sentence % {"who": one.owner, "what": one.what},
            url=one.url,
            due=one.due_date,
            action_url=reverse("promises:taking_over", args=[one.promise_id]),
            action_label=_("I take it over"),
            form_url=reverse("promises:offer_refusal", args=[one.promise_id]),
        )
        for one in reads.promises_offered(viewer=viewer)
    ]


def hand_over(viewer: Viewer, ref: Ref, person_id: int, reason: str, at: datetime) -> None:
    """Ask somebody else to take over what the viewer promised; it is theirs once they accept."""
    promise = permissions.find(viewer, ref.id)
    writes.offer_promise(promise=promise, to_id=person_id, reason=reason, by=viewer, at=at)


def kept_lately(viewer: Viewer, since: datetime) -> Sequence[GoodNews]:
    """Give the promises kept since a moment that the viewer may see."""
    return [
        GoodNews(_("%(who)s kept a promise: %(what)s") % {"who": line.owner, "what": line.what}, line.url, line.kept_at)
        for line in reads.promises_kept_since(viewer=viewer, since=since)
        if line.kept_at is not None
    ]
