"""What series, claims and studies offer to the sockets of lower apps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.goals.sockets import Resting, resting
from accord.apps.jobs.sockets import Handler, Recurring, handlers, schedules
from accord.apps.notices.sockets import NoticeKind, Said, Told, kinds
from accord.apps.people.sockets import Keeper, keepers
from accord.apps.search.sockets import TextSource, making, texts
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import EVERYONE, Ref, Viewer
from accord.apps.ui.sockets import Thing, TurnItem, TurnSource, commands, things, turn
from accord.apps.value import writes
from accord.apps.value.jobs.effects import run_restudy, run_study
from accord.apps.value.permissions import WRITE
from accord.apps.value.reads.effects.series import KIND, series_texts, series_titles_for
from accord.apps.value.reads.effects.turn import (
    ClaimDue,
    claim_titles,
    people_of_claims,
    people_of_studies,
    study_titles,
    to_credit,
    to_study,
)
from accord.apps.value.rules.effects.studying import RESTUDY_KIND, STUDY_KIND
from accord.apps.value.writes.effects.claims import CLAIM
from accord.apps.value.writes.effects.letting_go import let_go_of_measure
from accord.apps.value.writes.effects.studies import STUDY

NIGHT = 3  # the hour at which changed values are studied again
CREDIT_MINUTES, STUDY_MINUTES = 5.0, 2.0


def plug_in() -> None:
    """Plug in what this subject offers."""
    things.plug(
        Thing(KIND, gettext_lazy("Series"), lambda viewer, ids: series_titles_for(viewer=viewer, ids=ids)),
        Thing(CLAIM, gettext_lazy("Claim"), lambda viewer, ids: claim_titles(viewer=viewer, ids=ids)),
        Thing(STUDY, gettext_lazy("Study"), lambda viewer, ids: study_titles(viewer=viewer, ids=ids)),
    )
    texts.plug(TextSource(KIND, gettext_lazy("Series"), 66, series_texts))
    commands.plug(making(gettext_lazy("Keep a series"), "value:add_series", WRITE, order=66,
                         words=gettext_lazy("values over time")))  # fmt: skip
    keepers.plug(Keeper("value.effects", _erase))
    resting.plug(Resting(let_go_of_measure))
    handlers.plug(
        Handler(STUDY_KIND, gettext_lazy("Studying what it caused"), run_study, seen_by=EVERYONE),
        Handler(RESTUDY_KIND, gettext_lazy("Studying anew what has changed"), run_restudy),
    )
    schedules.plug(Recurring("restudy effects", RESTUDY_KIND, daily_hour=NIGHT))
    turn.plug(
        TurnSource("value.credit", 22, _to_credit),
        TurnSource("value.study", 34, _to_study),
    )
    kinds.plug(
        NoticeKind("value.studied", gettext_lazy("A study says what an initiative of mine caused"),
                   ("value.study.made",), _to_people_of_studies, _say_studied),
        NoticeKind("value.credited", gettext_lazy("Finance signs what an initiative of mine caused, or withdraws it"),
                   ("value.claim.credited", "value.claim.credit_withdrawn"), _to_people_of_claims, _say_credited),
    )  # fmt: skip


def _erase(person_id: int, by: Viewer | None, at: datetime) -> int:
    return writes.erase_effect_words(person_id=person_id, by=by, at=at)


def _to_credit(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    words = _("Say what may be credited: %(title)s, by %(initiative)s (grade %(grade)s)")
    return [_item(one, _("Sign"), words, CREDIT_MINUTES) for one in to_credit(viewer=viewer)]


def _to_study(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    words = _("There are values from before and after: see whether %(initiative)s moved %(title)s")
    return [_item(one, _("Study"), words, STUDY_MINUTES) for one in to_study(viewer=viewer, as_of=today)]


def _item(one: ClaimDue, verb: str, words: str, minutes: float) -> TurnItem:
    values = {"title": one.title, "initiative": one.initiative, "grade": one.grade}
    return TurnItem(ref=Ref(CLAIM, one.claim_id), verb=verb, sentence=words % values, url=one.url, minutes=minutes)


def _to_people_of_studies(entries: Sequence[Entry]) -> Iterable[Told]:
    people = people_of_studies(ids={entry.subject_id for entry in entries})
    for entry in entries:
        for person in sorted(people.get(entry.subject_id, ())):
            yield Told(entry.pk, person, Ref(STUDY, entry.subject_id))


def _to_people_of_claims(entries: Sequence[Entry]) -> Iterable[Told]:
    people = people_of_claims(ids={entry.subject_id for entry in entries})
    for entry in entries:
        for person in sorted(people.get(entry.subject_id, ())):
            yield Told(entry.pk, person, Ref(CLAIM, entry.subject_id))


def _say_studied(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    found = study_titles(viewer=viewer, ids=[ref.id for ref in refs])
    sentence = _("A new study says what moved %(title)s.")
    return {Ref(STUDY, pk): Said(sentence % {"title": title}, url) for pk, (title, url) in found.items()}


def _say_credited(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    found = claim_titles(viewer=viewer, ids=[ref.id for ref in refs])
    sentence = _("Finance decided what is credited of %(title)s.")
    return {Ref(CLAIM, pk): Said(sentence % {"title": title}, url) for pk, (title, url) in found.items()}
