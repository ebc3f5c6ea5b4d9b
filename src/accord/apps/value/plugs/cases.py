"""What cases, their versions, signatures and rates offer to the sockets of lower apps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.notices.sockets import NoticeKind, Said, Told, kinds
from accord.apps.people.sockets import Keeper, keepers
from accord.apps.search.sockets import TextSource, making, texts
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import (
    GoodNews,
    NewsSource,
    SearchSource,
    Thing,
    TurnItem,
    TurnSource,
    commands,
    news,
    search,
    things,
    turn,
)
from accord.apps.value.permissions import FINANCE
from accord.apps.value.reads.cases import others as reads
from accord.apps.value.reads.cases.page import KIND, LINE, VERSION
from accord.apps.value.writes.cases.erasing import erase_case_words
from accord.apps.value.writes.rates import RATE

SIGN_MINUTES = 5.0
OFFERED = ("value.version.offered",)
SIGNED = ("value.version.signed", "value.version.in_force")
FALLEN = ("value.version.taken_back", "value.version.signature_withdrawn")


def plug_in() -> None:
    """Plug in what this subject offers."""
    things.plug(
        Thing(KIND, gettext_lazy("Case"), lambda viewer, ids: reads.case_titles(viewer=viewer, ids=ids)),
        Thing(VERSION, gettext_lazy("Version of a case"), lambda viewer, ids: reads.version_titles(viewer=viewer, ids=ids)),
        Thing(LINE, gettext_lazy("Line of a case"), lambda viewer, ids: reads.line_titles(viewer=viewer, ids=ids)),
        Thing(RATE, gettext_lazy("Rate"), lambda viewer, ids: reads.rate_titles(viewer=viewer, ids=ids)),
    )  # fmt: skip
    search.plug(SearchSource(KIND, _found))
    texts.plug(
        TextSource(
            KIND,
            gettext_lazy("Cases"),
            41,
            reads.case_texts,
            {VERSION: reads.cases_of_versions, LINE: reads.cases_of_lines},
        )
    )
    commands.plug(
        making(
            gettext_lazy("Enter a rate"), "value:add_rate", FINANCE, order=67, words=gettext_lazy("currency exchange")
        )
    )
    keepers.plug(Keeper("value.cases", _erase))
    turn.plug(TurnSource("value.sign", 14, _to_sign))
    news.plug(NewsSource("value.signed", _signed_lately))
    kinds.plug(
        NoticeKind("value.case_offered", gettext_lazy("A case waits for my signature"), OFFERED, _to_signers, _say_offered),
        NoticeKind("value.case_signed", gettext_lazy("A case I have a part in is signed"), SIGNED, _to_parties, _say_signed),
        NoticeKind("value.case_fallen", gettext_lazy("A case I have a part in is taken back, or a signature withdrawn"), FALLEN, _to_parties, _say_fallen),
    )  # fmt: skip


def _erase(person_id: int, by: Viewer | None, at: datetime) -> int:
    return erase_case_words(person_id=person_id, by=by, at=at)


def _found(viewer: Viewer, words: str, limit: int) -> list[tuple[str, str, str, str]]:
    rows = reads.cases_found(viewer=viewer, words=words, limit=limit)
    title = _("Case of %(title)s")
    return [
        (str(Ref(KIND, pk)), title % {"title": of}, reverse("value:case", args=[initiative]), "")
        for pk, of, initiative in rows
    ]


def _to_sign(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the cases that wait for the viewer's signature: signed in place, by one press."""
    sentence = _("The case of %(title)s, for %(side)s (version %(number)s)")
    return [
        TurnItem(
            ref=Ref(VERSION, one.version_id),
            verb=_("Sign"),
            sentence=sentence % {"title": one.title, "side": one.side_label, "number": one.number},
            url=one.url,
            form_url=one.form_url,
            minutes=SIGN_MINUTES,
        )
        for one in reads.to_sign(viewer=viewer)
    ]


def _signed_lately(viewer: Viewer, since: datetime) -> Sequence[GoodNews]:
    sentence = _("Business, IT and finance signed the case of %(title)s.")
    return [GoodNews(sentence % {"title": t}, url, at) for t, url, at in reads.signed_since(viewer=viewer, since=since)]


def _to_signers(entries: Sequence[Entry]) -> Iterable[Told]:
    people = reads.signers_of(ids={entry.subject_id for entry in entries})
    return _told(entries, people)


def _to_parties(entries: Sequence[Entry]) -> Iterable[Told]:
    parties = reads.parties_of(ids={entry.subject_id for entry in entries})
    return _told(entries, {pk: (*one.writers, *one.signers) for pk, one in parties.items()})


def _told(entries: Sequence[Entry], people: Mapping[int, Iterable[int]]) -> Iterable[Told]:
    for entry in entries:
        for person in dict.fromkeys(people.get(entry.subject_id, ())):
            yield Told(entry.pk, person, Ref(VERSION, entry.subject_id))


def _said(viewer: Viewer, refs: Collection[Ref], sentence: str, states: Collection[str]) -> Mapping[Ref, Said]:
    """Say a sentence of the versions the reader may see and that still stand as told."""
    seen = reads.versions_seen(viewer=viewer, ids=[ref.id for ref in refs])
    return {
        Ref(VERSION, pk): Said(
            sentence % {"title": one.title, "number": one.number},
            reverse("value:version", args=[one.initiative_id, one.number]),
        )
        for pk, one in seen.items()
        if one.state in states
    }


def _say_offered(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    waiting = {one.version_id for one in reads.to_sign(viewer=viewer)}
    mine = [ref for ref in refs if ref.id in waiting]
    return _said(viewer, mine, _("The case of %(title)s (version %(number)s) waits for your signature."), {"offered"})


def _say_signed(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    """Say that it is in force, or else that it was signed by one more side."""
    done = _said(
        viewer, refs, _("The case of %(title)s (version %(number)s) is signed by all three sides."), {"signed"}
    )
    partly = _said(viewer, refs, _("One more side signed the case of %(title)s (version %(number)s)."), {"offered"})
    return {**partly, **done}


def _say_fallen(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    sentence = _("A signature under the case of %(title)s (version %(number)s) was withdrawn, or it was taken back.")
    return _said(viewer, refs, sentence, {"draft", "offered"})
