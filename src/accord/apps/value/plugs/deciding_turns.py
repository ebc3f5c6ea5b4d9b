"""Whose turn it is about money and benefits: to decide, confirm, answer, judge, review; and what was released as good news."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import GoodNews, NewsSource, TurnItem, TurnSource, news, turn
from accord.apps.value import writes
from accord.apps.value.reads.deciding import challenges, releases, reviews
from accord.apps.value.reads.deciding.challenges import ChallengeLine
from accord.apps.value.reads.deciding.stages import ReleaseLine
from accord.apps.value.reads.money import exact_money
from accord.apps.value.rules.words import LINKED_ANSWER

MINUTES_RELEASE, MINUTES_CONFIRM, MINUTES_ANSWER, MINUTES_JUDGE, MINUTES_REVIEW = 6.0, 3.0, 4.0, 4.0, 10.0


def plug_in() -> None:
    """Plug in whose turn it is, and the good news."""
    turn.plug(
        TurnSource("value.release", 10, to_decide, at_most=releases.MOST),
        TurnSource("value.confirm", 11, to_confirm, at_most=releases.MOST),
        TurnSource("value.answer", 14, to_answer, hand_over=_hand_over, at_most=challenges.MOST),
        TurnSource("value.judge", 15, to_judge, at_most=challenges.MOST),
        TurnSource("value.review", 29, to_review, hand_over=_hand_over_review, at_most=reviews.MOST),
    )
    news.plug(NewsSource("value.released", released_lately))


def to_decide(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the money somebody asked for and the viewer decides on; its page shows what it rests on."""
    sentence = _("%(who)s asks to release %(amount)s for “%(stage)s” (%(initiative)s)")
    return [_release(line, _("Decide"), sentence, MINUTES_RELEASE) for line in releases.mine_to_decide(viewer=viewer)]


def to_confirm(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the money that waits for a second person."""
    sentence = _("%(decider)s would release %(granted)s for “%(stage)s” (%(initiative)s) and needs a second person")
    return [_release(line, _("Confirm"), sentence, MINUTES_CONFIRM) for line in releases.mine_to_confirm(viewer=viewer)]


def _release(line: ReleaseLine, verb: str, sentence: str, minutes: float) -> TurnItem:
    words = {
        "who": line.asked_by, "decider": line.decided_by, "amount": exact_money(line.asked_amount, line.currency),
        "granted": exact_money(line.amount, line.currency), "stage": line.stage, "initiative": line.initiative,
    }  # fmt: skip
    url = reverse("value:asked_release", args=[line.id])
    return TurnItem(ref=Ref(releases.KIND, line.id), verb=verb, sentence=sentence % words, url=url, minutes=minutes)


def to_answer(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the challenges the viewer is asked to answer: in place, or by one link of a mail."""
    return [
        _doubt(line, _("Answer"), "value:answer_challenge", MINUTES_ANSWER, due=line.answer_by, linked=LINKED_ANSWER)
        for line in challenges.mine_to_answer(viewer=viewer, as_of=today)
    ]


def to_judge(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the challenges the viewer may decide now."""
    return [
        _doubt(line, _("Decide"), "value:decide_challenge", MINUTES_JUDGE)
        for line in challenges.mine_to_judge(viewer=viewer, as_of=today)
    ]


def _doubt(
    line: ChallengeLine, verb: str, form: str, minutes: float, *, due: date | None = None, linked: str = ""
) -> TurnItem:
    words = {"who": line.asked_by, "what": line.title, "question": line.question}
    return TurnItem(
        ref=Ref(challenges.KIND, line.id),
        verb=verb,
        sentence=_("%(who)s doubts “%(what)s”: %(question)s") % words,
        url=line.url,
        due=due,
        form_url=reverse(form, args=[line.id]),
        linked=linked,
        minutes=minutes,
    )


def to_review(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the value reviews the viewer is to hold within a week."""
    return [
        TurnItem(
            ref=Ref(reviews.KIND, line.id),
            verb=_("Review"),
            sentence=_("Is “%(initiative)s” still worth its money?") % {"initiative": line.initiative},
            url=line.url,
            due=line.due,
            form_url=reverse("value:hold_review", args=[line.id]),
            minutes=MINUTES_REVIEW,
        )
        for line in reviews.mine_to_hold(viewer=viewer, as_of=today)
    ]


def _hand_over(by: Viewer, ref: Ref, person_id: int, reason: str, at: datetime) -> None:
    writes.hand_over_challenge(challenge_id=ref.id, to_id=person_id, by=by, at=at)


def _hand_over_review(by: Viewer, ref: Ref, person_id: int, reason: str, at: datetime) -> None:
    writes.edit_review(review_id=ref.id, values={"owner_id": person_id}, by=by, at=at)


def released_lately(viewer: Viewer, since: datetime) -> Sequence[GoodNews]:
    """Give the money that was released since a moment, and the benefits finance signed."""
    sentence = _("%(amount)s is released for “%(stage)s” (%(initiative)s)")
    granted = [
        GoodNews(
            sentence % {
                "amount": exact_money(line.amount, line.currency), "stage": line.stage, "initiative": line.initiative
            },
            reverse("value:asked_release", args=[line.id]),
            line.released_at or timezone.now(),
        )
        for line in releases.released_since(viewer=viewer, since=since)
    ]  # fmt: skip
    signed = _("Finance credits %(share)s of “%(what)s” to “%(initiative)s”")
    credited = [
        GoodNews(signed % {"share": one.share, "what": one.title, "initiative": one.initiative}, one.url, one.at)
        for one in releases.credited_since(viewer=viewer, since=since)
    ]
    return sorted([*granted, *credited], key=lambda one: one.at, reverse=True)
