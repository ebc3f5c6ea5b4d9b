"""What the ledger, postings and months offer to the sockets of lower apps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.apps.initiatives.sockets import Section, sections
from accord.apps.people.sockets import Keeper, keepers
from accord.apps.search.sockets import TextSource, making, texts
from accord.apps.ui.rules import EVERYONE, Place, Ref, Role, Viewer
from accord.apps.ui.sockets import NavigationItem, SearchSource, Thing, commands, navigation, search, things
from accord.apps.value.models import Case
from accord.apps.value.permissions import POST, is_finance
from accord.apps.value.reads.ledger import others as reads
from accord.apps.value.reads.ledger.postings import KIND
from accord.apps.value.writes.ledger.erasing import erase_ledger_words
from accord.apps.value.writes.ledger.months import CLOSING

_LOOKERS = EVERYONE - {Role.EMPLOYEE}


def plug_in() -> None:
    """Plug in what this subject offers."""
    navigation.plug(
        NavigationItem(_("Value"), "value:ledger", "coin", 43, shown_to=_is_shown, key="v", group=Place.PLAN)
    )
    things.plug(Thing(KIND, _("Posting"), _postings), Thing(CLOSING, _("Month of the books"), _closings))
    texts.plug(TextSource(KIND, _("Postings"), 42, reads.posting_texts))
    search.plug(SearchSource(KIND, _found))
    commands.plug(making(_("Post an amount"), "value:post", POST, order=25, words=_("new posting, booking, invoice")))
    keepers.plug(Keeper("value.ledger", _erase))
    sections.plug(Section("value", _("Value"), 12, render=_section, history=_history))


def _is_shown(viewer: Viewer) -> bool:
    """Show the place to those who decide on money or answer for a part of it, and to the people of finance.

    Others reach it from their initiative. Only for somebody without any role but employee it takes a query.
    """
    return not _LOOKERS.isdisjoint(viewer.roles) or is_finance(viewer)


def _postings(viewer: Viewer, ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
    return reads.posting_titles(viewer=viewer, ids=ids)


def _closings(viewer: Viewer, ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
    return reads.closing_titles(viewer=viewer, ids=ids)


def _found(viewer: Viewer, words: str, limit: int) -> list[tuple[str, str, str, str]]:
    rows = reads.postings_found(viewer=viewer, words=words, limit=limit)
    return [(str(Ref(KIND, pk)), title, reverse("value:posting", args=[pk]), whose) for pk, title, whose in rows]


def _erase(person_id: int, by: Viewer | None, at: datetime) -> int:
    return erase_ledger_words(person_id=person_id, by=by, at=at)


def _section(viewer: Viewer, initiative: Any, request: HttpRequest) -> tuple[str, Mapping[str, Any]] | None:
    glance = reads.value_glance(viewer=viewer, initiative_id=initiative.pk)
    return None if glance is None else ("value/section.html", {"glance": glance})


def _history(initiative_id: int) -> Iterable[Ref]:
    """Let what happened to its case and its versions belong to the history of an initiative."""
    rows = list(Case.objects.filter(initiative=initiative_id).values_list("pk", "versions"))
    versions = [Ref("value.version", version) for _case, version in rows if version]
    return [*(Ref("value.case", case) for case in {case for case, _version in rows}), *versions]
