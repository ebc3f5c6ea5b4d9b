"""What voice offers: names, search, navigation, whose turn, notices, one action by link, the night, erasing what a person asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accord.apps.jobs.sockets import Handler, Recurring, handlers, schedules
from accord.apps.notices.sockets import LinkedAction, NoticeKind, Said, Told, kinds, linked
from accord.apps.people.rules import OFFICE
from accord.apps.people.sockets import Keeper, keepers
from accord.apps.search.sockets import TextSource, making, texts
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import NotFound, Place, Ref, Viewer
from accord.apps.ui.sockets import (
    NavigationItem,
    SearchSource,
    Thing,
    TurnItem,
    TurnSource,
    actions,
    commands,
    navigation,
    search,
    things,
    turn,
)
from accord.apps.voice import permissions, reads, writes
from accord.apps.voice.jobs import NIGHT, NIGHT_KIND, run_night
from accord.apps.voice.models import Question
from accord.apps.voice.reads import KIND
from accord.apps.voice.reads.texts import question_texts
from accord.apps.voice.rules import State

PERSON, SETUP, ANSWER = "people.person", "voice.setup", "voice.answer"


def plug_in() -> None:
    """Plug in what voice offers."""
    actions.plug(*permissions.ACTIONS)
    texts.plug(TextSource(KIND, gettext_lazy("Questions"), 60, question_texts))
    commands.plug(making(gettext_lazy("Ask a leader a question"), "voice:ask", permissions.ASK, order=26))
    things.plug(Thing(KIND, gettext_lazy("Question"), _titles), Thing(SETUP, gettext_lazy("Questions"), _setup_titles))
    search.plug(SearchSource(KIND, _found))
    navigation.plug(
        NavigationItem(
            gettext_lazy("Questions"),
            "voice:questions",
            "message-circle",
            47,
            shown_to=_everyone,
            key="q",
            group=Place.TALK,
        )
    )
    turn.plug(
        TurnSource("voice.answer", 15, to_answer, hand_over=hand_over),
        TurnSource("voice.judge", 40, to_judge),
        TurnSource("voice.look", 42, to_look_at),
    )
    handlers.plug(Handler(NIGHT_KIND, gettext_lazy("Putting questions through"), run_night, seen_by=OFFICE))
    schedules.plug(Recurring(NIGHT_KIND, NIGHT_KIND, daily_hour=NIGHT))
    keepers.plug(Keeper("voice", _erase))
    kinds.plug(
        NoticeKind(
            "voice.asked", gettext_lazy("A question was put to me"),
            ("voice.question.asked", "voice.question.handed_over", "voice.question.raised", "voice.delivery."),
            _told_who_answers, _say,
        ),
        NoticeKind(
            "voice.answered", gettext_lazy("My question was answered"),
            ("voice.question.answered", "voice.question.replied", "voice.question.hidden"), _told_who_asked, _say,
        ),
        NoticeKind(
            "voice.judged", gettext_lazy("Who asked says whether it is answered"), ("voice.question.judged",),
            _told_who_answers, _say,
        ),
        NoticeKind(
            "voice.shown", gettext_lazy("A leader showed the office a question, or the office hid one"),
            ("voice.question.hidden",), _told_who_answers, _say,
        ),
    )  # fmt: skip
    linked.plug(
        LinkedAction(ANSWER, gettext_lazy("Answer a question"), _linked_sentence, _linked_answer, asks=gettext_lazy("Your answer"))
    )  # fmt: skip


def _everyone(viewer: Viewer) -> bool:
    return True


def _titles(viewer: Viewer, ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
    return reads.question_titles(viewer=viewer, ids=ids)


def _setup_titles(viewer: Viewer, ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
    return {pk: (_("How questions are taken"), reverse("voice:setup")) for pk in ids}


def _found(viewer: Viewer, words: str, limit: int) -> list[tuple[str, str, str, str]]:
    rows = reads.questions_found(viewer=viewer, words=words, limit=limit)
    return [(str(Ref(KIND, pk)), text, reverse("voice:question", args=[pk]), leader) for pk, text, leader in rows]


def to_answer(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the questions the viewer owes an answer to; those of others that went up to them, too."""
    items = []
    for line in reads.questions_to_answer(viewer=viewer, as_of=today):
        mine = line.leader_id == viewer.pk
        if line.waits_for_reply:
            verb, sentence = _("Answer what was asked again"), line.follow_up
        elif mine:
            verb, sentence = _("Answer"), line.text
        else:
            verb, sentence = _("Help to an answer"), reads.overdue_since(line)
        items.append(
            TurnItem(
                ref=Ref(KIND, line.id), verb=verb, sentence=" ".join(sentence.split())[:200], url=line.url,
                due=line.reply_by if line.waits_for_reply else line.answer_by, form_url=reverse("voice:reply" if line.waits_for_reply else "voice:answer", args=[line.id]), action_label=_("Answer"), linked=ANSWER, minutes=5.0,
            )
        )  # fmt: skip
    return items


def to_judge(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the viewer's own questions that were answered: is it one?"""
    return [
        TurnItem(ref=Ref(KIND, line.id), verb=_("Say whether it is answered"), sentence=" ".join(line.text.split())[:200],
                 url=f"{line.url}#verdict", form_url=reverse("voice:verdict", args=[line.id]),
                 action_label=_("Say so"), minutes=0.5)
        for line in reads.questions_to_judge(viewer=viewer, as_of=today)
    ]  # fmt: skip


def to_look_at(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the office the questions that a leader has shown it."""
    return [
        TurnItem(ref=Ref(KIND, line.id), verb=_("Look at a question"), sentence=" ".join(line.text.split())[:200],
                 url=line.url)
        for line in reads.questions_to_look_at(viewer=viewer, as_of=today)
    ]  # fmt: skip


def hand_over(by: Viewer, ref: Ref, person_id: int, reason: str, at: datetime) -> None:
    """Give a question to another leader."""
    writes.hand_over(question=permissions.find(by, ref.id), leader_id=person_id, reason=reason, by=by, at=at)


def _erase(person_id: int, by: Viewer | None, at: datetime) -> int:
    return writes.erase_asker(person_id=person_id, by=by, at=at)


# --- notices ---


def _told_who_answers(entries: Sequence[Entry]) -> Iterable[Told]:
    """Tell whom questions are put to; of what came without a name only that something came."""
    found = _questions(entries)
    for entry in entries:
        if entry.subject_kind == PERSON:
            yield Told(entry.pk, entry.subject_id, Ref(PERSON, entry.subject_id))
        elif one := found.get(entry.subject_id):
            leader, raised_to, _asker = one
            to = raised_to if entry.code == "voice.question.raised" else leader
            if to is not None:
                yield Told(entry.pk, to, Ref(KIND, entry.subject_id))


def _told_who_asked(entries: Sequence[Entry]) -> Iterable[Told]:
    found = _questions(entries)
    for entry in entries:
        asker = found.get(entry.subject_id, (0, None, None))[2]
        if asker is not None:
            yield Told(entry.pk, asker, Ref(KIND, entry.subject_id))


def _questions(entries: Sequence[Entry]) -> dict[int, tuple[int, int | None, int | None]]:
    ids = {entry.subject_id for entry in entries if entry.subject_kind == KIND}
    rows = Question.objects.filter(pk__in=ids).order_by().values_list("pk", "leader_id", "raised_to_id", "asker_id")
    return {pk: (leader, raised, asker) for pk, leader, raised, asker in rows}


def _say(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    """Say what a question stands at now for its reader: two queries at most."""
    ids = [ref.id for ref in refs if ref.kind == KIND]
    said = {
        Ref(KIND, pk): Said(_said(text, state, waits=waits), url, (ANSWER,) if waits else ())
        for pk, (text, url, state, waits) in (reads.questions_said(viewer=viewer, ids=ids) if ids else {}).items()
    }
    own = Ref(PERSON, viewer.pk)
    if own in refs and (waiting := reads.questions_without_name(viewer=viewer)):
        words = ngettext(
            "A question without a name waits for you.", "%(n)s questions without a name wait for you.", waiting
        )  # fmt: skip
        said[own] = Said(words % {"n": waiting}, f"{reverse('voice:questions')}?part=to_me&state=open")
    return said


def _said(text: str, state: str, *, waits: bool) -> str:
    if waits:
        return _("A question waits for your answer: %(what)s") % {"what": text}
    if state == State.HIDDEN:
        return _("The programme office has hidden a question: %(what)s") % {"what": text}
    return _("There is news about a question: %(what)s") % {"what": text}


# --- one action by a signed link ---


def _linked_sentence(viewer: Viewer, ref: Ref) -> str | None:
    found = reads.questions_said(viewer=viewer, ids=[ref.id]).get(ref.id)
    if found is None or not found[3]:
        return None
    return _("Answer the question: %(what)s") % {"what": found[0]}


def _linked_answer(by: Viewer, ref: Ref, text: str, at: datetime) -> str:
    if ref.kind != KIND:
        raise NotFound(_("There is no such question, or it is not open to you."))
    found = permissions.find(by, ref.id)
    if found.waits_for_reply:
        writes.answer_follow_up(question=found, reply=text, by=by, at=at)
    else:
        writes.answer_question(question=found, answer=text, by=by, at=at)
    return _("Answered. Who asked can read it now.")
