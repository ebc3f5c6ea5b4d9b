"""One question as a line, with what this viewer may know of who asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.templatetags.formats import exact_day
from accord.apps.voice.models import Question
from accord.apps.voice.rules import JUDGED_LABELS, STATE_LABELS, THEME_LABELS, State, is_late

KIND = "voice.question"


@dataclass(frozen=True)
class QuestionLine:
    """One question. ``asker`` is empty for everybody but the two it is between; ``asked`` says the day, or only the week."""

    id: int
    text: str
    url: str
    leader_id: int
    leader: str
    leader_title: str
    asker: str
    is_anonymous: bool
    is_mine: bool
    asked: str
    asked_on: date
    answer_by: date
    theme: str
    state: str
    is_late: bool | None
    answer: str
    answered_on: date | None
    judged: str
    follow_up: str
    reply: str
    reply_by: date | None
    waits_for_reply: bool
    published_on: date | None
    asker_agrees: bool
    done: str
    done_title: str
    done_url: str
    initiative_id: int | None
    initiative: str
    version: int

    @property
    def state_label(self) -> str:
        """Where it stands, in words."""
        return _(STATE_LABELS[self.state])

    @property
    def theme_label(self) -> str:
        """What it is about, in words; empty if nobody sorted it."""
        return _(THEME_LABELS[self.theme]) if self.theme else ""

    @property
    def judged_label(self) -> str:
        """What the asker said of the answer; empty if nothing."""
        return _(JUDGED_LABELS[self.judged]) if self.judged else ""

    @property
    def is_published(self) -> bool:
        """Tell whether everybody can read it."""
        return self.published_on is not None


def whole(records: QuerySet[Question]) -> QuerySet[Question]:
    """Load what a line shows of others with the questions."""
    return records.select_related("leader", "asker", "initiative")


def lines_of(viewer: Viewer, records: Sequence[Question], as_of: date | None) -> list[QuestionLine]:
    """Turn questions into lines; what was done about them is looked up together."""
    refs = {one.done_ref for one in records if one.done_ref}
    refs |= {Ref("initiatives.initiative", one.initiative_id) for one in records if one.initiative_id}
    named = titles(viewer=viewer, refs=refs)
    return [_line(viewer, one, named, as_of) for one in records]


def asked_words(one: Question) -> str:
    """Say when a question was asked: the day, or only the week where there is no name."""
    if one.is_anonymous:
        return _("in the week of %(day)s") % {"day": exact_day(one.asked_on)}
    return _("on %(day)s") % {"day": date_format(one.asked_on, "j M Y")}


def _line(
    viewer: Viewer, one: Question, named: dict[Ref, tuple[str, str]], as_of: date | None
) -> QuestionLine:  # fmt: skip
    between = {one.leader_id, one.asker_id, one.raised_to_id} - {None}
    is_mine = one.asker_id is not None and one.asker_id == viewer.pk
    done_title, done_url = named.get(one.done_ref, ("", "")) if one.done_ref else ("", "")
    about = Ref("initiatives.initiative", one.initiative_id) if one.initiative_id else None
    return QuestionLine(
        id=one.pk,
        text=one.text,
        url=reverse("voice:question", args=[one.pk]),
        leader_id=one.leader_id,
        leader=one.leader.name,
        leader_title=one.leader.title,
        asker=one.asker.name if one.asker and viewer.pk in between else "",
        is_anonymous=one.is_anonymous,
        is_mine=is_mine,
        asked=asked_words(one),
        asked_on=one.asked_on,
        answer_by=one.answer_by,
        theme=one.theme,
        state=one.state,
        is_late=None if as_of is None else is_late(one.state, one.answer_by, today=as_of),
        answer=one.answer,
        answered_on=one.answered_on,
        judged=one.judged,
        follow_up=one.follow_up,
        reply=one.reply,
        reply_by=one.reply_by,
        waits_for_reply=one.waits_for_reply,
        published_on=one.published_on if one.state != State.HIDDEN else None,
        asker_agrees=one.asker_agrees,
        done=one.done,
        done_title=done_title,
        done_url=done_url,
        initiative_id=one.initiative_id if about in named else None,
        initiative=named[about][0] if about and about in named else "",
        version=one.version,
    )
