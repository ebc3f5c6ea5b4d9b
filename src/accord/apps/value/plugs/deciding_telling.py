"""What people are told about money asked for and released, challenges and reviews; what one link in a mail lets them do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.notices.sockets import LinkedAction, NoticeKind, Said, Told, kinds, linked
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.value import writes
from accord.apps.value.reads.deciding import challenges, releases, reviews
from accord.apps.value.reads.deciding.challenges import ChallengeLine
from accord.apps.value.reads.deciding.stages import ReleaseLine
from accord.apps.value.reads.deciding.told import people_of_challenges, people_of_releases, people_of_reviews
from accord.apps.value.reads.money import exact_money
from accord.apps.value.rules import ReleaseState
from accord.apps.value.rules.words import LINKED_ANSWER

Whom = Callable[[Collection[int]], Mapping[int, Iterable[int]]]


def plug_in() -> None:
    """Plug in notices and the linked action."""
    kinds.plug(
        NoticeKind("value.release_asked", gettext_lazy("Money is asked for and I decide"), ("value.release.asked",),
                   _to_deciders, _say_asked),
        NoticeKind("value.release_decided", gettext_lazy("Money waits for me as the second person"),
                   ("value.release.decided",), _to_second, _say_second),
        NoticeKind("value.release_settled", gettext_lazy("Money I asked for is released, or not"),
                   ("value.release.granted", "value.release.confirmed", "value.release.refused"),
                   _telling(releases.KIND, people_of_releases), _say_settled),
        NoticeKind("value.challenged", gettext_lazy("I am asked to answer for a benefit"),
                   ("value.challenge.raised", "value.challenge.handed_over"),
                   _telling(challenges.KIND, lambda ids: people_of_challenges(ids=ids, who="answerer")), _say_challenged),
        NoticeKind("value.challenge_answered", gettext_lazy("A challenge of mine, or one I decide, is answered"),
                   ("value.challenge.answered",),
                   _telling(challenges.KIND, lambda ids: people_of_challenges(ids=ids, who="judges")), _say_answered),
        NoticeKind("value.challenge_decided", gettext_lazy("A challenge I asked or answered is decided"),
                   ("value.challenge.decided",),
                   _telling(challenges.KIND, lambda ids: people_of_challenges(ids=ids, who="both")), _say_decided),
        NoticeKind("value.review_held", gettext_lazy("What came of a value review of mine"), ("value.review.held",),
                   _telling(reviews.KIND, people_of_reviews), _say_held),
    )  # fmt: skip
    linked.plug(
        LinkedAction(
            code=LINKED_ANSWER,
            label=gettext_lazy("Answer"),
            sentence=_to_answer,
            run=_answer,
            asks=gettext_lazy("Your answer"),
        )
    )


def _telling(kind: str, whom: Whom) -> Callable[[Sequence[Entry]], Iterable[Told]]:
    def to(entries: Sequence[Entry]) -> Iterable[Told]:
        found = whom({entry.subject_id for entry in entries})
        for entry in entries:
            for person in found.get(entry.subject_id, ()):
                yield Told(entry.pk, person, Ref(kind, entry.subject_id))

    return to


def _to_deciders(entries: Sequence[Entry]) -> Iterable[Told]:
    return _to_all(entries, releases.deciders())


def _to_second(entries: Sequence[Entry]) -> Iterable[Told]:
    return _to_all(entries, releases.second_people())


def _to_all(entries: Sequence[Entry], people: Sequence[int]) -> Iterable[Told]:
    return [Told(entry.pk, person, Ref(releases.KIND, entry.subject_id)) for entry in entries for person in people]


# --- said -----------------------------------------------------------------------------------------------------------


def _releases(viewer: Viewer, refs: Collection[Ref]) -> Iterable[ReleaseLine]:
    return releases.releases_by_id(viewer=viewer, ids=[ref.id for ref in refs]).values()


def _release_said(line: ReleaseLine, sentence: str) -> tuple[Ref, Said]:
    words = {
        "who": line.asked_by, "decider": line.confirmed_by or line.decided_by, "stage": line.stage,
        "asked": exact_money(line.asked_amount, line.currency), "amount": exact_money(line.amount, line.currency),
        "initiative": line.initiative,
    }  # fmt: skip
    return Ref(releases.KIND, line.id), Said(sentence % words, releases.release_url(release_id=line.id))


def _say_asked(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    sentence = _("%(who)s asks to release %(asked)s for “%(stage)s” (%(initiative)s).")
    waiting = (
        one for one in _releases(viewer, refs) if one.state == ReleaseState.ASKED and one.asked_by_id != viewer.pk
    )
    return dict(_release_said(line, sentence) for line in waiting)


def _say_second(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    sentence = _(
        "%(decider)s would release %(amount)s for “%(stage)s” (%(initiative)s): a second person has to confirm it."
    )
    waiting = (
        one for one in _releases(viewer, refs)
        if one.state == ReleaseState.DECIDED and viewer.pk not in {one.asked_by_id, one.decided_by_id}
    )  # fmt: skip
    return dict(_release_said(line, sentence) for line in waiting)


def _say_settled(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    sentences = {
        ReleaseState.RELEASED: _("%(decider)s released %(amount)s for “%(stage)s” (%(initiative)s)."),
        ReleaseState.REFUSED: _("%(decider)s released nothing for “%(stage)s” (%(initiative)s) for now."),
    }
    return dict(
        _release_said(line, sentences[ReleaseState(line.state)])
        for line in _releases(viewer, refs)
        if line.state in sentences
    )


def _challenges(viewer: Viewer, refs: Collection[Ref]) -> Iterable[ChallengeLine]:
    found = challenges.challenges_by_id(viewer=viewer, ids=[ref.id for ref in refs], as_of=timezone.localdate())
    return found.values()


def _doubt_said(line: ChallengeLine, sentence: str, *actions: str) -> tuple[Ref, Said]:
    words = {
        "who": line.asked_by, "what": line.title, "question": line.question, "answerer": line.answered_by,
        "decider": line.decided_by, "verdict": line.state_label, "answer": line.answer,
    }  # fmt: skip
    return Ref(challenges.KIND, line.id), Said(sentence % words, line.url, actions)


def _say_challenged(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    sentence = _("%(who)s doubts “%(what)s” and asks you: %(question)s")
    mine = (one for one in _challenges(viewer, refs) if one.state == "open" and one.answerer_id == viewer.pk)
    return dict(_doubt_said(line, sentence, LINKED_ANSWER) for line in mine)


def _say_answered(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    sentence = _("%(answerer)s answered for “%(what)s”: %(answer)s")
    return dict(_doubt_said(line, sentence) for line in _challenges(viewer, refs) if line.state == "answered")


def _say_decided(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    sentence = _("%(decider)s decided the challenge to “%(what)s”: %(verdict)s.")
    return dict(_doubt_said(line, sentence) for line in _challenges(viewer, refs) if line.decided_at)


def _say_held(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    sentence = _("%(who)s held the value review of “%(initiative)s”: %(way)s.")
    lines = reviews.reviews_by_id(viewer=viewer, ids=[ref.id for ref in refs], as_of=timezone.localdate()).values()
    return {
        Ref(reviews.KIND, line.id): Said(
            sentence % {"who": line.held_by, "initiative": line.initiative, "way": line.way_label}, line.url
        )
        for line in lines
        if line.held
    }


# --- answering by a link --------------------------------------------------------------------------------------------


def _to_answer(viewer: Viewer, ref: Ref) -> str | None:
    line = next(iter(_challenges(viewer, [ref])), None)
    if line is None or line.state != "open" or line.answerer_id != viewer.pk:
        return None
    return _("%(who)s asks about “%(what)s”: %(question)s") % {
        "who": line.asked_by, "what": line.title, "question": line.question,
    }  # fmt: skip


def _answer(viewer: Viewer, ref: Ref, text: str, at: datetime) -> str:
    writes.answer_challenge(challenge_id=ref.id, answer=text, by=viewer, at=at)
    return _("Answered. Whoever asked is told.")
