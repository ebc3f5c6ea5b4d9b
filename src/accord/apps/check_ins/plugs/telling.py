"""What people are told about check-ins, and what one mailed link lets them do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.check_ins import permissions, reads, writes
from accord.apps.check_ins.models import CheckIn
from accord.apps.check_ins.reads import KIND, CheckInLine
from accord.apps.check_ins.rules import State
from accord.apps.notices.sockets import LinkedAction, NoticeKind, Said, Told, kinds, linked
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Ref, Viewer, WrongState

SIGN, ACKNOWLEDGE = "check_ins.sign", "check_ins.acknowledge"
HERE = "check_ins.check_in"


def plug_in() -> None:
    """Plug in the kinds of notices and the two linked actions."""
    kinds.plug(
        NoticeKind(
            "check_ins.asked", gettext_lazy("A check-in is to be signed"), (f"{HERE}.opened", f"{HERE}.handed_over"),
            to=_whose_turn, say=_said(_to_sign_or_acknowledge),
        ),
        NoticeKind(
            "check_ins.reminded", gettext_lazy("A check-in of mine is late"),
            (f"{HERE}.reminded", "check_ins.acknowledgement.reminded"), to=_whose_turn, say=_said(_late),
        ),
        NoticeKind(
            "check_ins.raised", gettext_lazy("A check-in below me is late"), (f"{HERE}.raised",), to=_head,
            say=_said(_raised),
        ),
        NoticeKind(
            "check_ins.signed", gettext_lazy("A check-in is signed or corrected"), (f"{HERE}.signed", f"{HERE}.corrected"),
            to=_other_side, say=_said(_signed),
        ),
        NoticeKind(
            "check_ins.acknowledged", gettext_lazy("My check-in is acknowledged"), (f"{HERE}.acknowledged",), to=_author,
            say=_said(_acknowledged),
        ),
    )  # fmt: skip
    linked.plug(
        LinkedAction(
            SIGN, gettext_lazy("Sign the check-in"), _sentence(_waits_to_sign), _by_form,
            form_url_name="check_ins:by_link",
        ),
        LinkedAction(
            ACKNOWLEDGE, gettext_lazy("Acknowledge the check-in"), _sentence(_waits_to_acknowledge), _acknowledge,
            form_url_name="check_ins:acknowledge_by_link",
        ),
    )  # fmt: skip


# --- to whom ------------------------------------------------------------------------------------------------------


def _people(entries: Sequence[Entry], of: Callable[[CheckIn], int | None]) -> Iterable[Told]:
    found = CheckIn.objects.in_bulk({entry.subject_id for entry in entries})
    for entry in entries:
        one = found.get(entry.subject_id)
        person = of(one) if one else None
        if person is not None:
            yield Told(entry.pk, person, Ref(KIND, entry.subject_id))


def _whose_turn(entries: Sequence[Entry]) -> Iterable[Told]:
    return _people(entries, lambda one: one.answerer_id if one.state == State.OPEN else one.acknowledger_id)


def _head(entries: Sequence[Entry]) -> Iterable[Told]:
    return _people(entries, lambda one: one.raised_to_id)


def _other_side(entries: Sequence[Entry]) -> Iterable[Told]:
    return _people(entries, lambda one: one.acknowledger_id)


def _author(entries: Sequence[Entry]) -> Iterable[Told]:
    return _people(entries, lambda one: one.answerer_id)


# --- what is said, as its reader ------------------------------------------------------------------------------------


def _said(
    say: Callable[[Viewer, CheckInLine, dict[str, str]], Said | None],
) -> Callable[[Viewer, Collection[Ref]], Mapping[Ref, Said]]:
    """Say it of each check-in that the reader may see and that still matters to them."""

    def saying(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
        lines = reads.told(viewer=viewer, ids=[ref.id for ref in refs], as_of=timezone.localdate())
        found: dict[Ref, Said] = {}
        for ref in refs:
            line = lines.get(ref.id)
            said = say(viewer, line, _words(line)) if line is not None and line.about is not None else None
            if said is not None:
                found[ref] = said
        return found

    return saying


def _words(line: CheckInLine) -> dict[str, str]:
    return {
        "title": line.about_title, "who": line.answerer, "other": line.acknowledger, "status": line.status_label.lower(),
    }  # fmt: skip


def _waits_to_sign(viewer: Viewer, line: CheckInLine) -> bool:
    return line.state == State.OPEN and viewer.pk == line.answerer_id


def _waits_to_acknowledge(viewer: Viewer, line: CheckInLine) -> bool:
    return line.state == State.SIGNED and viewer.pk == line.acknowledger_id


def _to_sign_or_acknowledge(viewer: Viewer, line: CheckInLine, words: dict[str, str]) -> Said | None:
    if _waits_to_sign(viewer, line):
        return Said(
            _("How does it stand with %(title)s? A draft is prepared: look, change, sign.") % words, line.url, (SIGN,)
        )
    return _signed(viewer, line, words) if _waits_to_acknowledge(viewer, line) else None


def _late(viewer: Viewer, line: CheckInLine, words: dict[str, str]) -> Said | None:
    if _waits_to_sign(viewer, line):
        return Said(_("Your check-in on %(title)s still waits for your signature.") % words, line.url, (SIGN,))
    if _waits_to_acknowledge(viewer, line):
        return Said(_("The check-in on %(title)s still waits to be acknowledged.") % words, line.url, (ACKNOWLEDGE,))
    return None


def _raised(viewer: Viewer, line: CheckInLine, words: dict[str, str]) -> Said | None:
    if line.state != State.OPEN:
        return None
    sentence = _("The check-in on %(title)s waits for %(who)s. Ask what is in the way, or hand it over.")
    return Said(sentence % words, line.url)


def _signed(viewer: Viewer, line: CheckInLine, words: dict[str, str]) -> Said | None:
    if not line.is_signed:
        return None
    waits = _waits_to_acknowledge(viewer, line)
    return Said(_("%(title)s: %(status)s, says %(who)s.") % words, line.url, (ACKNOWLEDGE,) if waits else ())


def _acknowledged(viewer: Viewer, line: CheckInLine, words: dict[str, str]) -> Said | None:
    if line.state != State.ACKNOWLEDGED:
        return None
    sentence = _("%(other)s acknowledged your check-in on %(title)s.") % words
    if line.reply:
        sentence = f"{sentence} “{line.reply}”"
    if line.wants_talk:
        sentence = f"{sentence} {_('A talk is asked for.')}"
    return Said(sentence, line.url)


# --- by one link ------------------------------------------------------------------------------------------------------


def _sentence(waits: Callable[[Viewer, CheckInLine], bool]) -> Callable[[Viewer, Ref], str | None]:
    def sentence(viewer: Viewer, ref: Ref) -> str | None:
        line = reads.told(viewer=viewer, ids=[ref.id], as_of=timezone.localdate()).get(ref.id)
        if line is None or not waits(viewer, line):
            return None
        if line.is_open:
            return _("Sign the check-in on %(title)s.") % _words(line)
        return _("Acknowledge the check-in on %(title)s.") % _words(line)

    return sentence


def _by_form(viewer: Viewer, ref: Ref, text: str, at: datetime) -> str:
    """Refuse: signing needs to be looked at, so it has a page of its own."""
    raise WrongState(_("Open the check-in and sign it there."))


def _acknowledge(viewer: Viewer, ref: Ref, text: str, at: datetime) -> str:
    writes.acknowledge(check_in=permissions.find(viewer, ref.id), reply=text, by=viewer, at=at)
    return _("Acknowledged.")
