"""What other places ask of questions: whose turn it is, names, what is found by words, what is told in a notice."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Viewer
from accord.apps.voice import permissions
from accord.apps.voice.models import Question
from accord.apps.voice.reads.lines import QuestionLine, lines_of, whole
from accord.apps.voice.rules import State

SHORT = 90


def questions_to_answer(*, viewer: Viewer, as_of: date) -> list[QuestionLine]:
    """List what the viewer owes an answer to, or asked again about, earliest first."""
    mine = Question.objects.filter(Q(leader=viewer.pk) | Q(raised_to=viewer.pk, answer_by__lt=as_of))
    waits = Q(state=State.OPEN) | (Q(state=State.ANSWERED, reply="") & ~Q(follow_up=""))
    return lines_of(viewer, list(whole(mine).filter(waits).order_by("answer_by", "pk")[:100]), as_of)


def questions_to_judge(*, viewer: Viewer, as_of: date) -> list[QuestionLine]:
    """List the viewer's own answered questions of which they have not said whether they are."""
    mine = Question.objects.filter(asker=viewer.pk, state=State.ANSWERED, judged="")
    return lines_of(viewer, list(whole(mine).order_by("answered_on", "pk")[:50]), as_of)


def questions_to_look_at(*, viewer: Viewer, as_of: date) -> list[QuestionLine]:
    """List the open questions that a leader has shown to the office."""
    if not may(viewer, permissions.HIDE):
        return []
    shown = Question.objects.filter(state=State.OPEN).exclude(shown_because="")
    return lines_of(viewer, list(whole(shown).order_by("answer_by", "pk")[:50]), as_of)


def question_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids the viewer may read to (beginning of the text, address): one query."""
    rows = permissions.visible_to(viewer).filter(pk__in=ids).order_by().values_list("pk", "text")
    return {pk: (short(text), reverse("voice:question", args=[pk])) for pk, text in rows}


# no viewer: it shortens words
def short(text: str) -> str:
    """Shorten a question to a line."""
    return Truncator(" ".join(text.split())).chars(SHORT)


def questions_found(*, viewer: Viewer, words: str, limit: int) -> list[tuple[int, str, str]]:
    """Find questions by words in question and answer, as (id, beginning, to whom)."""
    found = permissions.visible_to(viewer)
    for word in words.split():
        found = found.filter(Q(text__icontains=word) | Q(answer__icontains=word) | Q(reply__icontains=word))
    rows = found.order_by("-published_on", "pk").values_list("pk", "text", "leader__name")[:limit]
    return [(pk, short(text), leader) for pk, text, leader in rows]


def questions_said(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str, str, bool]]:
    """Map ids the viewer may read to (beginning, address, state, waits for the viewer): for notices, one query."""
    rows = permissions.visible_to(viewer).filter(pk__in=ids).order_by()
    return {
        one.pk: (
            short(one.text), reverse("voice:question", args=[one.pk]), one.state,
            permissions.can_answer(viewer, one) and (one.state == State.OPEN or one.waits_for_reply),
        )
        for one in rows
    }  # fmt: skip


def questions_without_name(*, viewer: Viewer) -> int:
    """Count the questions without a name that wait for the viewer's answer."""
    return Question.objects.filter(leader=viewer.pk, is_anonymous=True, state=State.OPEN).count()


# no viewer: it says what a line shows
def overdue_since(line: QuestionLine) -> str:
    """Say that an answer is overdue, to the head it went up to."""
    return _("%(who)s has not answered yet: %(what)s") % {"who": line.leader, "what": short(line.text)}
