"""What notices say to their reader now, and what a letter says; nothing of it is stored."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables

from accord.apps.notices import rules, sockets
from accord.apps.notices.models import Letter, Notice
from accord.apps.notices.reads.links import link_address, link_token, stop_address, whole
from accord.apps.notices.reads.wishes import DIGEST
from accord.apps.notices.rules import LetterKind
from accord.apps.notices.sockets import Said, linked_action
from accord.apps.people.models import Person
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import TurnItem, turn

MOST_TURN = 12


def said(*, viewer: Viewer, notices: Iterable[Notice]) -> dict[tuple[str, Ref], Said]:
    """Say notices to their reader, by kind and record; what they may not see or no longer matters is absent."""
    wanted: dict[str, set[Ref]] = defaultdict(set)
    for notice in notices:
        wanted[notice.kind].add(notice.ref)
    found: dict[tuple[str, Ref], Said] = {}
    for kind in sockets.kinds:
        if refs := wanted.get(kind.code):
            found.update({(kind.code, ref): one for ref, one in kind.say(viewer, refs).items()})
    return found


def turn_items(*, viewer: Viewer, today: date) -> list[TurnItem]:
    """List what is the viewer's turn, what is due first; each source asks a few queries."""
    found = [item for source in sorted(turn, key=lambda one: one.order) for item in source.items(viewer, today)]
    return sorted(found, key=lambda item: item.due or date.max)


# no viewer: it looks at days only
def is_pressing(*, items: Sequence[TurnItem], today: date, days: int) -> bool:
    """Tell whether something is due within so many days, or fell due within as many: worth a letter of its own."""
    reach = timedelta(days=days)
    return any(item.due is not None and abs(item.due - today) <= reach for item in items)


@dataclass(frozen=True)
class Button:
    """One thing that a link does: what is written on it, and its address."""

    label: str
    url: str


@dataclass(frozen=True)
class LetterLine:
    """One sentence of a letter, where to read on, and what may be done at once."""

    sentence: str
    url: str
    verb: str = ""
    due: date | None = None
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class LetterText:
    """What a letter says to its reader now; ``more`` and ``turn_more`` stand in Accord only."""

    name: str
    subject: str
    lines: tuple[LetterLine, ...]
    more: int
    turn: tuple[LetterLine, ...]
    turn_more: int
    stop_url: str
    settings_url: str
    home_url: str
    is_digest: bool
    about: str


# no viewer: a letter is said as its one reader
@sensitive_variables()
def letter_text(*, letter: Letter, person: Person) -> LetterText | None:
    """Say a letter as its reader; None when nothing is left to say."""
    notices = list(letter.notices.order_by("-happened_at", "-pk"))
    spoken = said(viewer=person, notices=notices)
    order = list(dict.fromkeys((one.kind, one.ref) for one in notices if (one.kind, one.ref) in spoken))
    lines = [_line(letter, person, ref, spoken[kind, ref]) for kind, ref in order[: rules.MOST_IN_LETTER]]
    is_digest = letter.kind == LetterKind.DIGEST
    items = turn_items(viewer=person, today=timezone.localdate(letter.made_at)) if is_digest else []
    if not lines and not items:
        return None
    what = DIGEST if is_digest else order[0][0]
    return LetterText(
        name=person.name,
        subject=_subject(is_digest, lines, len(order), len(items), _title(person, [ref for _kind, ref in order])),
        lines=tuple(lines),
        more=max(0, len(order) - rules.MOST_IN_LETTER),
        turn=tuple(_turn_line(letter, person, item) for item in items[:MOST_TURN]),
        turn_more=max(0, len(items) - MOST_TURN),
        stop_url=stop_address(person_id=person.pk, what=what),
        settings_url=whole(path=reverse("notices:settings")),
        home_url=whole(path="/"),
        is_digest=is_digest,
        about=letter.about,
    )


def _title(person: Person, refs: Sequence[Ref]) -> str:
    """Name the one record that a letter is about, "" if there are several."""
    if len(set(refs)) != 1:
        return ""
    named: Mapping[Ref, tuple[str, str]] = titles(viewer=person, refs=refs[:1])
    return named[refs[0]][0] if refs[0] in named else ""


def _subject(is_digest: bool, lines: Sequence[LetterLine], told: int, due: int, title: str) -> str:
    if not is_digest:
        return title or lines[0].sentence
    parts = []
    if told:
        parts.append(ngettext("%(n)s thing to know", "%(n)s things to know", told) % {"n": told})
    if due:
        parts.append(ngettext("%(n)s is your turn", "%(n)s are your turn", due) % {"n": due})
    return _(" and ").join(parts)


@sensitive_variables()
def _line(letter: Letter, person: Person, ref: Ref, one: Said) -> LetterLine:
    buttons = tuple(button for code in one.actions if (button := _button(letter, person, code, ref)))
    return LetterLine(one.sentence, whole(path=one.url), buttons=buttons)


@sensitive_variables()
def _turn_line(letter: Letter, person: Person, item: TurnItem) -> LetterLine:
    button = _button(letter, person, item.linked, item.ref) if item.linked else None
    return LetterLine(item.sentence, whole(path=item.url), item.verb, item.due, (button,) if button else ())


@sensitive_variables()
def _button(letter: Letter, person: Person, code: str, ref: Ref) -> Button | None:
    """Make a link that is the same each time the letter is sent, so that it works once however often that is."""
    action = linked_action(code)
    if action is None:
        return None
    text = f"accord.notices.nonce|{letter.key}|{code}|{ref}"
    nonce = hmac.digest(settings.SECRET_KEY.encode(), text.encode(), "sha256").hex()[:32]
    token = link_token(
        action=code, ref=ref, person_id=person.pk, nonce=nonce, ends_at=letter.made_at + rules.LINK_LASTS
    )
    return Button(str(action.label), link_address(token=token))
