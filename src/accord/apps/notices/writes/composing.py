"""From notices to letters: what is due by each person's wishes, one letter in one short transaction.

What a letter says is found out before, outside of it: nobody waits for that. Two that compose at once exclude each other
by the letter's key and by the notices' state.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accord.apps.notices import reads, rules, sockets
from accord.apps.notices.models import Letter, Mailbox, Notice
from accord.apps.notices.rules import Digest, LetterKind, Mode, NoticeState, Wishes
from accord.apps.people.models import Person
from accord.apps.ui.rules import Ref, Viewer

PEOPLE_AT_ONCE = 100
WEEK, DAY = 7, 1
logger = logging.getLogger("accord.notices")


@dataclass
class _Reader:
    """One person and all that decides about their mail now."""

    person: Person
    wishes: Wishes
    modes: dict[str, str]
    box: Mailbox
    notices: list[Notice] = field(default_factory=list)


# no event: how somebody is written to changes no record; what happened is on the trail already
def compose(*, by: Viewer | None, at: datetime, limit: int = 1_000_000) -> int:
    """Put what is due into letters; returns how many letters were made. Without a mail server nothing is done.

    ``limit``: how many people are looked at.
    """
    if not settings.ACCORD_MAIL:
        return 0
    local = timezone.localtime(at)
    _drop_old(at)
    made = 0
    ids = _concerned()[:limit]
    for start in range(0, len(ids), PEOPLE_AT_ONCE):
        for reader in _readers(ids[start : start + PEOPLE_AT_ONCE], local):
            try:
                made += _write_to(reader, local)
            except Exception:  # what cannot be said to one person keeps nobody else from their mail
                logger.exception("The letters of person %s could not be made.", reader.person.pk)
    return made


def _drop_old(at: datetime) -> None:
    """Leave what nobody was written about for weeks to the list in Accord."""
    old = Notice.objects.filter(state=NoticeState.BUFFERED, made_at__lt=at - rules.NEWS_LASTS)
    old.update(state=NoticeState.DROPPED)


def _concerned() -> list[int]:
    """List people with unread notices that wait, and those who come to Accord and may have something due."""
    waiting = Notice.objects.filter(state=NoticeState.BUFFERED, read_at=None)
    here = Person.objects.filter(is_active=True, erased_at=None, email__isnull=False)
    told = set(here.filter(pk__in=waiting.order_by().values("person")).values_list("pk", flat=True))
    return sorted(told | set(here.filter(last_login__isnull=False).values_list("pk", flat=True)))


def _readers(ids: Sequence[int], local: datetime) -> Iterator[_Reader]:
    """Load people who may be written to now, with what waits for them: a few queries for a hundred."""
    wishes, modes = reads.wishes_of(person_ids=ids), reads.modes_of(person_ids=ids)
    boxes = {box.person_id: box for box in Mailbox.objects.filter(person__in=ids)}
    open_ids = [pk for pk in ids if not rules.is_quiet(wishes.get(pk, Wishes()), local)]
    waiting: dict[int, list[Notice]] = defaultdict(list)
    found = Notice.objects.filter(person__in=open_ids, state=NoticeState.BUFFERED, read_at=None).order_by("pk")
    for notice in found:
        waiting[notice.person_id].append(notice)
    for person in Person.objects.filter(pk__in=open_ids).order_by("pk"):
        box = boxes.get(person.pk) or Mailbox(person=person)
        if not (box.refusals >= rules.REFUSALS_TO_STOP and box.address == person.email):
            yield _Reader(person, wishes.get(person.pk, Wishes()), modes.get(person.pk, {}), box, waiting[person.pk])


def _write_to(reader: _Reader, local: datetime) -> int:
    """Make the letters of one person that are due."""
    modes = {kind.code: reads.usual_mode(kind=kind) for kind in sockets.kinds} | reader.modes
    urgent = [one for one in reader.notices if modes.get(one.kind) == Mode.AT_ONCE]
    moment = rules.digest_moment(reader.wishes, local)
    made = _write_at_once(reader, urgent, local) if urgent else 0
    if moment is not None:
        calm = [one for one in reader.notices if modes.get(one.kind) == Mode.DIGEST]
        made += _write_digest(reader, calm, moment, local)
    return made


def _write_at_once(reader: _Reader, notices: Sequence[Notice], local: datetime) -> int:
    """Write one letter for each record."""
    spoken = reads.said(viewer=reader.person, notices=notices)
    by_ref: dict[Ref, list[Notice]] = defaultdict(list)
    for one in notices:
        by_ref[one.ref].append(one)
    made = 0
    for ref, group in by_ref.items():
        kept = [one for one in group if (one.kind, ref) in spoken]
        key = f"{reader.person.pk}:{ref}:{group[-1].pk}"
        made += _store(reader, LetterKind.AT_ONCE, key, ref, kept=kept, over=_but(group, kept), local=local)
    return made


def _write_digest(reader: _Reader, notices: Sequence[Notice], moment: datetime, local: datetime) -> int:
    """Write the summary whose moment has come, if there is anything in it."""
    last = reader.box.digest_at
    if last is not None and last >= moment:
        return 0
    if last is None and not any(one.made_at <= moment for one in notices):
        _note_digest(reader, moment)  # somebody new: what comes from now on is for the next summary
        return 0
    spoken = reads.said(viewer=reader.person, notices=notices)
    kept = [one for one in notices if (one.kind, one.ref) in spoken]
    if not kept and not _has_pressing(reader, local):
        _store_none(reader, notices, moment)
        return 0
    refs = {one.ref for one in kept}
    key = f"{reader.person.pk}:digest:{int(moment.timestamp())}"
    about = refs.pop() if len(refs) == 1 else None
    return _store(
        reader, LetterKind.DIGEST, key, about, kept=kept, over=_but(notices, kept), local=local, moment=moment
    )


def _has_pressing(reader: _Reader, local: datetime) -> bool:
    """Ask whether something is due that is worth a letter although nothing happened."""
    if reader.person.last_login is None:
        return False
    items = reads.turn_items(viewer=reader.person, today=local.date())
    days = WEEK if reader.wishes.digest == Digest.WEEKLY else DAY
    return reads.is_pressing(items=items, today=local.date(), days=days)


def _but(notices: Sequence[Notice], kept: Sequence[Notice]) -> list[Notice]:
    there = {one.pk for one in kept}
    return [one for one in notices if one.pk not in there]


class _Lost(Exception):
    """Somebody else put these notices into a letter."""


def _store(
    reader: _Reader, kind: LetterKind, key: str, about: Ref | None, *, kept: Sequence[Notice],
    over: Sequence[Notice], local: datetime, moment: datetime | None = None,
) -> int:  # fmt: skip
    """Store one letter with its notices; 0 when there is nothing to write or somebody else was faster."""
    try:
        with transaction.atomic():
            _drop(over)
            if moment is not None:
                _note_digest(reader, moment)
            if not kept and kind == LetterKind.AT_ONCE:
                return 0
            letter = Letter.objects.create(
                person=reader.person, kind=kind, key=key, message_id=_name(key), about=str(about or ""),
                made_at=local, next_at=local,
            )  # fmt: skip
            ids = [one.pk for one in kept]
            taken = Notice.objects.filter(pk__in=ids, state=NoticeState.BUFFERED)
            if taken.update(state=NoticeState.LETTER, letter=letter) != len(ids):
                raise _Lost
    except (IntegrityError, _Lost):
        return 0
    return 1


def _store_none(reader: _Reader, over: Sequence[Notice], moment: datetime) -> None:
    with transaction.atomic():
        _drop(over)
        _note_digest(reader, moment)


def _drop(over: Sequence[Notice]) -> None:
    if over:
        gone = Notice.objects.filter(pk__in=[one.pk for one in over], state=NoticeState.BUFFERED)
        gone.update(state=NoticeState.DROPPED)


def _note_digest(reader: _Reader, moment: datetime) -> None:
    Mailbox.objects.update_or_create(person=reader.person, defaults={"digest_at": moment})


def _name(key: str) -> str:
    return rules.letter_id(settings.SECRET_KEY.encode(), key, mail_domain())


def mail_domain() -> str:
    """Give the domain that letters are named under: that of the sender."""
    return str(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2].strip("<> ") or "localhost"
