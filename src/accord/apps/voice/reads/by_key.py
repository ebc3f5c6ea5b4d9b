"""What an asker without a name sees through the private key: the question, its answer, and what they said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from accord.apps.people.models import Person
from accord.apps.ui.rules import NotFound
from accord.apps.voice.models import Question, Slip
from accord.apps.voice.rules import JUDGED_LABELS, Judged, State, digest_of, readable


@dataclass(frozen=True)
class KeyPage:
    """A question as its asker sees it. ``question_id`` is None until the night has put it through."""

    question_id: int | None
    text: str
    leader: str
    leader_title: str
    answer_by: date | None
    is_answered: bool
    answer: str
    answered_on: date | None
    judged: str
    follow_up: str
    reply: str
    asker_agrees: bool
    is_published: bool
    hidden_because: str
    has_said_today: bool
    done: str

    @property
    def can_judge(self) -> bool:
        """Tell whether there is an answer to judge; asking again is possible once."""
        return self.is_answered and not self.hidden_because

    @property
    def judged_label(self) -> str:
        """What was said of the answer, in words."""
        return _(JUDGED_LABELS[Judged(self.judged)]) if self.judged else ""


# no viewer: whoever holds the key
def secret() -> bytes:
    """Give the secret that digests of keys are keyed with; it lies outside database and archive."""
    return bytes(settings.ACCORD_TRAIL_KEY)


# no viewer: whoever holds the key, and nobody knows who that is
def by_key(*, key: str) -> KeyPage:
    """Find the question of a private key: three queries. Raises NotFound, also for what is no key at all."""
    written = readable(key)
    if not written:
        raise NotFound(_("This is no key. It has sixteen letters and digits."))
    digest = digest_of(written, secret=secret())
    found = Question.objects.select_related("leader").filter(key_digest=digest).first()
    if found is not None:
        return _put_through(found)
    slip = Slip.objects.filter(key_digest=digest, question_id=None).first()
    if slip is None:
        raise NotFound(_("No question goes with this key. Please compare it sign by sign."))
    return _waiting(slip)


def _put_through(one: Question) -> KeyPage:
    said = Slip.objects.filter(question_id=one.pk).first()
    is_hidden = one.state == State.HIDDEN
    return KeyPage(
        question_id=one.pk,
        text=one.text,
        leader=one.leader.name,
        leader_title=one.leader.title,
        answer_by=one.reply_by if one.waits_for_reply else one.answer_by,
        is_answered=one.state == State.ANSWERED,
        answer="" if is_hidden else one.answer,
        answered_on=one.answered_on,
        judged=said.judged if said else one.judged,
        follow_up=(said.text if said and said.text else one.follow_up),
        reply=one.reply,
        asker_agrees=said.asker_agrees if said else one.asker_agrees,
        is_published=one.published_on is not None and not is_hidden,
        hidden_because=one.hidden_because if is_hidden else "",
        has_said_today=said is not None,
        done=one.done,
    )


def _waiting(slip: Slip) -> KeyPage:
    leader = Person.objects.filter(pk=slip.leader_id or 0).first()
    return KeyPage(
        question_id=None, text=slip.text, leader=leader.name if leader else "", leader_title=leader.title if leader else "",
        answer_by=None, is_answered=False, answer="", answered_on=None, judged="", follow_up="", reply="",
        asker_agrees=slip.asker_agrees, is_published=False, hidden_because="", has_said_today=False, done="",
    )  # fmt: skip
