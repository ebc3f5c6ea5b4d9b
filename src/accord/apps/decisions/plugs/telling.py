"""What people are told about decisions, and what one link in a mail lets them do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.decisions import reads
from accord.apps.decisions.reads import KIND, DecisionLine
from accord.apps.decisions.rules import LINKED_DECIDE
from accord.apps.notices.sockets import LinkedAction, NoticeKind, Said, Told, kinds, linked
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Ref, Viewer, WrongState

ASKED = (
    "decisions.decision.raised", "decisions.decision.handed_over", "decisions.decision.reopened",
    "decisions.decision.taken_back",
)  # fmt: skip


def plug_in() -> None:
    """Plug in notices and the linked action."""
    kinds.plug(
        NoticeKind("decisions.asked", gettext_lazy("I am asked to decide"), ASKED, _to_decider, _say_asked),
        NoticeKind(
            "decisions.made", gettext_lazy("Something I asked or was heard on is decided"),
            ("decisions.decision.made",), _to_concerned, _say_made,
        ),
        NoticeKind(
            "decisions.reopened", gettext_lazy("A decision I asked for or was heard on is opened again"),
            ("decisions.decision.reopened",), _to_concerned, _say_reopened,
        ),
    )  # fmt: skip
    linked.plug(
        LinkedAction(
            code=LINKED_DECIDE,
            label=gettext_lazy("Decide"),
            sentence=_sentence,
            run=_run,
            form_url_name="decisions:link",
        )
    )


def _to_decider(entries: Sequence[Entry]) -> Iterable[Told]:
    deciders = reads.people_of(ids={entry.subject_id for entry in entries})
    for entry in entries:
        if entry.subject_id in deciders:
            yield Told(entry.pk, deciders[entry.subject_id].decider, Ref(KIND, entry.subject_id))


def _to_concerned(entries: Sequence[Entry]) -> Iterable[Told]:
    found = reads.people_of(ids={entry.subject_id for entry in entries})
    for entry in entries:
        if (whose := found.get(entry.subject_id)) is not None:
            for person in whose.concerned:
                yield Told(entry.pk, person, Ref(KIND, entry.subject_id))


def _lines(viewer: Viewer, refs: Collection[Ref]) -> dict[Ref, DecisionLine]:
    found = reads.lines_by_id(viewer=viewer, ids=[ref.id for ref in refs], as_of=timezone.localdate())
    return {Ref(KIND, pk): line for pk, line in found.items()}


def _say_asked(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    """Say what still waits for the reader's decision."""
    sentence = _("%(who)s asks you to decide: %(question)s")
    return {
        ref: Said(sentence % {"who": line.raised_by, "question": line.question}, line.url, (LINKED_DECIDE,))
        for ref, line in _lines(viewer, refs).items()
        if line.is_open and line.decider_id == viewer.pk
    }


def _say_made(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    """Say what was decided and still is."""
    sentence = _("%(who)s decided “%(question)s”: %(option)s")
    return {
        ref: Said(sentence % {"who": line.decider, "question": line.question, "option": line.option}, line.url)
        for ref, line in _lines(viewer, refs).items()
        if line.is_decided
    }


def _say_reopened(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    """Say what is open again."""
    sentence = _("“%(question)s” is to be decided again.")
    return {
        ref: Said(sentence % {"question": line.question}, line.url)
        for ref, line in _lines(viewer, refs).items()
        if line.is_open and line.reopened
    }


def _sentence(viewer: Viewer, ref: Ref) -> str | None:
    line = _lines(viewer, [ref]).get(ref)
    if line is None or not line.is_open or line.decider_id != viewer.pk:
        return None
    return _("You are asked to decide: %(question)s") % {"question": line.question}


def _run(viewer: Viewer, ref: Ref, text: str, at: datetime) -> str:
    """Refuse: deciding takes more than one press, so the link leads to a form of its own."""
    raise WrongState(_("Choose what is decided on the page of the link."))
