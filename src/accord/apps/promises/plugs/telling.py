"""What people are told about promises, and what one link in a mail lets them do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.notices.sockets import LinkedAction, NoticeKind, Said, Told, kinds, linked
from accord.apps.promises import permissions, reads, writes
from accord.apps.promises.reads import KIND, PromiseLine, told
from accord.apps.promises.rules import State
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import NotFound, Ref, Viewer
from accord.apps.ui.templatetags.formats import exact_day

KEEP, AGREE = "promises.keep", "promises.agree"


def plug_in() -> None:
    """Plug in the kinds of notices and the two linked actions."""
    kinds.plug(
        NoticeKind(
            "promises.day_asked", gettext_lazy("I am asked to agree to another day"), ("promises.proposal.made",),
            to=_to_asked, say=_say_asked, at_once=True,
        ),
        NoticeKind(
            "promises.offered", gettext_lazy("I am asked to take over a promise"), ("promises.offer.made",),
            to=_to_offered, say=_say_offered,
        ),
        NoticeKind(
            "promises.day_answered", gettext_lazy("Another day I asked for is answered"),
            ("promises.proposal.accepted", "promises.proposal.declined"), to=_to_owner, say=_say_answered,
        ),
        NoticeKind(
            "promises.made_to_me", gettext_lazy("Something is promised to me"),
            ("promises.promise.made", "promises.promise.written_down"), to=_to_receiver, say=_saying(_made),
        ),
        NoticeKind(
            "promises.settled", gettext_lazy("A promise made to me is kept, or not"),
            ("promises.promise.kept", "promises.promise.missed", "promises.promise.withdrawn"), to=_to_receiver,
            say=_saying(_settled),
        ),
    )  # fmt: skip
    linked.plug(
        LinkedAction(
            KEEP, gettext_lazy("It is kept"), _keep_sentence, _keep, asks=gettext_lazy("What shows it, if anything")
        ),
        LinkedAction(AGREE, gettext_lazy("Agree"), _agree_sentence, _agree),
    )


# --- to whom ------------------------------------------------------------------------------------------------------


def _to_asked(entries: Sequence[Entry]) -> Iterable[Told]:
    asked = told.people_asked(ids={entry.subject_id for entry in entries})
    return [Told(one.pk, asked[one.subject_id], one.subject) for one in entries if one.subject_id in asked]


def _to_offered(entries: Sequence[Entry]) -> Iterable[Told]:
    offered = told.people_offered(ids={entry.subject_id for entry in entries})
    return [Told(one.pk, offered[one.subject_id], one.subject) for one in entries if one.subject_id in offered]


def _to_owner(entries: Sequence[Entry]) -> Iterable[Told]:
    found = told.owner_and_receiver(ids={entry.subject_id for entry in entries})
    for one in entries:
        owner = found.get(one.subject_id, (None, None))[0]
        if owner is not None:
            yield Told(one.pk, owner, one.subject)


def _to_receiver(entries: Sequence[Entry]) -> Iterable[Told]:
    found = told.owner_and_receiver(ids={entry.subject_id for entry in entries})
    for one in entries:
        receiver = found.get(one.subject_id, (None, None))[1]
        if receiver is not None:
            yield Told(one.pk, receiver, one.subject)


# --- what is said -------------------------------------------------------------------------------------------------


def _lines(viewer: Viewer, refs: Collection[Ref]) -> dict[Ref, PromiseLine]:
    found = told.lines_by_id(viewer=viewer, ids=[ref.id for ref in refs])
    return {Ref(KIND, pk): line for pk, line in found.items()}


def _saying(sentence: Callable[[PromiseLine], str]) -> Callable[[Viewer, Collection[Ref]], Mapping[Ref, Said]]:
    """Say a line of those the reader may see; nothing where there is nothing to say any more."""

    def say(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
        spoken = {ref: (sentence(line), line.url) for ref, line in _lines(viewer, refs).items()}
        return {ref: Said(words, url) for ref, (words, url) in spoken.items() if words}

    return say


def _made(line: PromiseLine) -> str:
    if line.state != State.OPEN:
        return ""
    words = {"who": line.owner, "day": exact_day(line.due_date), "what": line.what}
    return _("%(who)s promised you by %(day)s: %(what)s") % words


def _settled(line: PromiseLine) -> str:
    template = {
        State.KEPT: _("%(who)s kept a promise made to you: %(what)s"),
        State.MISSED: _("A promise of %(who)s to you was not kept: %(what)s"),
        State.WITHDRAWN: _("%(who)s withdrew a promise made to you: %(what)s"),
    }.get(State(line.state), "")
    return template % {"who": line.owner, "what": line.what} if template else ""


def _say_asked(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    """Say which other days still wait for the reader."""
    sentence = _("%(who)s asks you to agree to %(day)s: %(what)s")
    wanted = {ref.id for ref in refs}
    return {
        Ref(KIND, one.promise_id): Said(
            sentence % {"who": one.owner, "day": exact_day(one.proposed_date), "what": one.what}, one.url, (AGREE,)
        )
        for one in reads.days_asked(viewer=viewer)
        if one.promise_id in wanted
    }


def _say_offered(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    """Say which promises the reader is still asked to take over."""
    wanted = {ref.id for ref in refs}
    return {
        Ref(KIND, one.promise_id): Said(
            _("%(who)s asks you to take over: %(what)s") % {"who": one.owner, "what": one.what}, one.url
        )
        for one in reads.promises_offered(viewer=viewer)
        if one.promise_id in wanted
    }


def _say_answered(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    """Say which day stands now."""
    sentence = _("The other day you asked for was answered; %(day)s stands now: %(what)s")
    return {
        ref: Said(sentence % {"day": exact_day(line.due_date), "what": line.what}, line.url)
        for ref, line in _lines(viewer, refs).items()
        if line.state == State.OPEN
    }


# --- by link ------------------------------------------------------------------------------------------------------


def _keep_sentence(viewer: Viewer, ref: Ref) -> str | None:
    try:
        promise = permissions.find(viewer, ref.id)
    except NotFound:
        return None
    if promise.state != State.OPEN or not permissions.can_settle(viewer, promise):
        return None
    return _("You say that this promise is kept: %(what)s") % {"what": promise.what}


def _keep(viewer: Viewer, ref: Ref, text: str, at: datetime) -> str:
    promise = writes.keep_promise(promise=permissions.find(viewer, ref.id), proof=text, by=viewer, at=at)
    return _("Thank you. This promise is kept: %(what)s") % {"what": promise.what}


def _agree_sentence(viewer: Viewer, ref: Ref) -> str | None:
    one = next((day for day in reads.days_asked(viewer=viewer) if day.promise_id == ref.id), None)
    if one is None:
        return None
    words = {"who": one.owner, "day": exact_day(one.proposed_date), "first": exact_day(one.due_date), "what": one.what}
    return _("%(who)s asks for %(day)s instead of %(first)s: %(what)s") % words


def _agree(viewer: Viewer, ref: Ref, text: str, at: datetime) -> str:
    promise = writes.accept_day(promise=permissions.find(viewer, ref.id), by=viewer, at=at)
    return _("You agreed to %(day)s: %(what)s") % {"day": exact_day(promise.due_date), "what": promise.what}
