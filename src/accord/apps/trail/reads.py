"""The history in sentences: of one record, and as a page that can be searched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from accord.apps.trail.events import SENTENCES, Event
from accord.apps.trail.models import Detail, Entry, Seal
from accord.apps.trail.permissions import SEE_TRAIL
from accord.apps.trail.rules import GENESIS, entry_hash, value_digest
from accord.apps.ui.permissions import check
from accord.apps.ui.reads import thing, titles
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import search
from accord.apps.ui.templatetags.formats import exact_day

PERSON = "people.person"
PROBLEMS_SHOWN = 20
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z")
AMOUNT = re.compile(r"-?\d{1,20}(\.\d{1,4})?")
CODE = re.compile(r"[a-z]+(_[a-z]+)+")
SHORT = {"it": "IT", "hr": "HR"}  # codes that would read as other words
FOUND_PER_KIND = 50
VERSION = "version"  # counts the edits of a record; kept on the trail, not told in sentences


@dataclass(frozen=True)
class ChangeLine:
    """One changed value in words; ``erased`` when the value was erased."""

    field: str
    old: str
    new: str
    erased: bool

    def __str__(self) -> str:
        return _("%(field)s: %(new)s") % {"field": self.field.replace("_", " "), "new": self.new}


@dataclass(frozen=True)
class HistoryLine:
    """One event as a sentence; ``changes`` are the values that the sentence itself does not name."""

    id: int
    at: datetime
    actor: str
    sentence: str
    subject: str
    url: str
    changes: tuple[ChangeLine, ...]
    batch: str = ""


def history(*, viewer: Viewer, subject: Ref, limit: int = 50) -> list[HistoryLine]:
    """List what happened to one record, newest first. The caller has checked that the viewer may see it."""
    entries = Entry.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("-id")[:limit]
    return lines(viewer=viewer, entries=entries)


@dataclass(frozen=True)
class ChangedSince:
    """What others changed on a record since a version: sentences, and the fields' values then and now."""

    sentences: list[str]
    base: dict[str, Any]
    theirs: dict[str, Any]


def changed_since(*, viewer: Viewer | None, subject: Ref, version: int) -> ChangedSince:
    """Tell what changed on a record after ``version``; for people whose edit came second."""
    entries = (
        Entry.objects.filter(
            subject_kind=subject.kind, subject_id=subject.id, details__field=VERSION, details__old__gte=version
        )
        .order_by("id")
        .distinct()
    )
    base: dict[str, Any] = {}
    theirs: dict[str, Any] = {}
    for detail in Detail.objects.filter(entry__in=entries).exclude(field=VERSION).order_by("entry_id", "position"):
        base.setdefault(detail.field, detail.old)
        theirs[detail.field] = detail.new
    said = [line.sentence for line in lines(viewer=viewer, entries=entries)] if viewer else []
    return ChangedSince(said, base, theirs)


def lines(*, viewer: Viewer, entries: Iterable[Entry]) -> list[HistoryLine]:
    """Turn entries into sentences with three queries, however many there are."""
    rows = list(entries)
    details: dict[int, list[Detail]] = {}
    for detail in Detail.objects.filter(entry_id__in=[row.pk for row in rows]):
        details.setdefault(detail.entry_id, []).append(detail)
    refs = {row.subject for row in rows} | {Ref(PERSON, row.actor_id) for row in rows if row.actor_id}
    refs |= set(_mentioned(details))
    named = titles(viewer=viewer, refs=refs)
    return [_line(row, details.get(row.pk, []), named) for row in rows]


def _mentioned(details: dict[int, list[Detail]]) -> Iterable[Ref]:
    for parts in details.values():
        for part in parts:
            for value in (part.old, part.new):
                ref = _as_ref(value)
                if ref is not None:
                    yield ref


def _as_ref(value: object) -> Ref | None:
    if isinstance(value, str) and len(value) < 80 and value.count(":") == 1 and "." in value and " " not in value:
        try:
            return Ref.parse(value)
        except ValueError:
            return None
    return None


def _line(row: Entry, parts: list[Detail], named: dict[Ref, tuple[str, str]]) -> HistoryLine:
    actor = _("Accord") if row.actor_id is None else named.get(Ref(PERSON, row.actor_id), (_("someone"), ""))[0]
    is_seen = row.subject in named
    subject, url = named.get(row.subject, (_("a record that is gone or not yours to see"), ""))
    parts = parts if is_seen else []
    changed = tuple(_change(part, named) for part in parts if part.field != VERSION)
    words: dict[str, Any] = {"actor": actor, "subject": subject, "changes": _joined(changed)}
    words.update({change.field: change.new for change in changed})
    event = SENTENCES.get(row.code, Event)
    template = _((event.__doc__ or "").strip().splitlines()[0])
    return HistoryLine(
        id=row.pk,
        at=row.at,
        actor=actor,
        sentence=_ended_once(template.format_map(_Words(words))),
        subject=subject,
        url=url,
        changes=tuple(change for change in changed if not _is_said(change, template)),
        batch=row.batch,
    )


def _ended_once(sentence: str) -> str:
    """Let a value that ends with a full stop end its sentence."""
    return sentence[:-1] if sentence.endswith("..") and not sentence.endswith("...") else sentence


def _is_said(change: ChangeLine, template: str) -> bool:
    return "{changes}" in template or f"{{{change.field}}}" in template


class _Words(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return _("(not recorded)")


def _change(part: Detail, named: dict[Ref, tuple[str, str]]) -> ChangeLine:
    gone = part.erased_at is not None
    old, new = (_amount(value) if part.field.endswith("amount") else value for value in (part.old, part.new))
    return ChangeLine(part.field, _words(old, named, gone), _words(new, named, gone), gone)


def _amount(value: object) -> object:
    """Say an amount as people do: 90,000 for 90000.00."""
    if not isinstance(value, str) or not AMOUNT.fullmatch(value):
        return value
    _whole, _point, cents = value.partition(".")
    return number_format(Decimal(value), decimal_pos=len(cents) if cents.strip("0") else 0, force_grouping=True)


def _words(value: object, named: dict[Ref, tuple[str, str]], gone: bool) -> str:
    if gone:
        return _("(erased)")
    ref = _as_ref(value)
    if ref is not None and ref in named:
        return named[ref][0]
    match value:
        case None | "" | []:
            return _("nothing")
        case dict() if not value:  # a pattern of {} would match every mapping
            return _("nothing")
        case bool():
            return _("yes") if value else _("no")
        case list():
            return ", ".join(_words(item, named, gone) for item in value)
        case str():
            return _hidden(ref) or _text(value)
        case _:
            return str(value)


def _hidden(ref: Ref | None) -> str:
    """Stand in for a record of a known kind that the viewer may not see."""
    return _("a record that is gone or not yours to see") if ref is not None and thing(ref.kind) else ""


def _text(value: str) -> str:
    """Say days, moments and codes as people do; other text stays as it is."""
    if DAY.fullmatch(value):
        return _day(value)
    if MOMENT.fullmatch(value):
        return date_format(timezone.localtime(datetime.fromisoformat(value)), "j M Y, H:i")
    if value in SHORT:
        return SHORT[value]
    return value.replace("_", " ") if CODE.fullmatch(value) else value


def _day(value: str) -> str:
    try:
        return exact_day(date.fromisoformat(value))
    except ValueError:  # looks like a day and is none
        return value


def _joined(changes: tuple[ChangeLine, ...]) -> str:
    return "; ".join(_from_to(change) for change in changes)


def _from_to(change: ChangeLine) -> str:
    words = {"field": change.field.replace("_", " "), "old": change.old, "new": change.new}
    nothing = _("nothing")
    if change.old == nothing:
        return _("%(field)s set to “%(new)s”") % words
    if change.new == nothing:
        return _("%(field)s “%(old)s” taken away") % words
    return _("%(field)s from “%(old)s” to “%(new)s”") % words


@dataclass(frozen=True)
class TrailQuery:
    """What to look for on the trail; empty means everything."""

    words: str = ""
    kinds: tuple[str, ...] = ()
    since: datetime | None = None
    batch: str = ""


@dataclass(frozen=True)
class TrailPage:
    """One page of the trail with the number of all matching events."""

    lines: list[HistoryLine]
    count: int


def trail_page(*, viewer: Viewer, query: TrailQuery, offset: int = 0, limit: int = 50) -> TrailPage:
    """Search the trail, newest first. Raises NotAllowed for roles that may not see it."""
    check(viewer, SEE_TRAIL)
    entries = _matching(viewer, query)
    return TrailPage(lines(viewer=viewer, entries=entries[offset : offset + limit]), entries.count())


def _matching(viewer: Viewer, query: TrailQuery) -> QuerySet[Entry]:
    entries = Entry.objects.order_by("-pk")
    if query.words:
        entries = entries.filter(_says(viewer, query.words))
    if query.kinds:
        entries = entries.filter(subject_kind__in=query.kinds)
    if query.since:
        entries = entries.filter(at__gte=query.since)
    if query.batch:
        entries = entries.filter(batch=query.batch)
    return entries


def _says(viewer: Viewer, words: str) -> Q:
    """Match events by or about records found by these words, and changed values that contain them."""
    inside = Detail.objects.filter(Q(new__icontains=words) | Q(old__icontains=words))
    found = Q(pk__in=inside.values("entry"))
    refs = [Ref.parse(hit[0]) for source in search for hit in source.find(viewer, words, FOUND_PER_KIND)]
    for kind in {ref.kind for ref in refs}:
        ids = [ref.id for ref in refs if ref.kind == kind]
        found |= Q(subject_kind=kind, subject_id__in=ids)
        if kind == PERSON:
            found |= Q(actor_id__in=ids)
    return found


@dataclass(frozen=True)
class Verification:
    """What checking the chain found; ``head`` is the hash of its last entry."""

    entries: int
    sealed: int
    erased: int
    head: str
    problems: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.problems


def verification(*, viewer: Viewer | None, key: bytes, known_head: str = "") -> Verification:
    """Walk the whole chain: every seal, every entry's digests, every value that was not erased.

    ``known_head`` is a hash noted down earlier: it must still stand in the chain. ``viewer=None`` is the machine's
    owner at the command line. Raises NotAllowed for roles that may not see the trail.
    """
    if viewer is not None:
        check(viewer, SEE_TRAIL)
    walk = _Walk(key, known_head)
    for seal in (
        Seal.objects.select_related("entry")
        .prefetch_related("entry__details")
        .order_by("position")
        .iterator(chunk_size=2_000)
    ):
        walk.step(seal)
    return walk.result(Entry.objects.count())


class _Walk:
    def __init__(self, key: bytes, known_head: str) -> None:
        self.key = key
        self.known_head = known_head
        self.previous = GENESIS
        self.sealed = 0
        self.erased = 0
        self.problems: list[str] = []

    def step(self, seal: Seal) -> None:
        self.sealed += 1
        entry = seal.entry
        if seal.position != self.sealed:
            self.say(_("Place %(place)s of the chain is missing.") % {"place": self.sealed})
            self.sealed = seal.position
        if chained(self.key, self.previous, seal.position, entry) != seal.hash:
            self.say(_("Entry %(entry)s does not match its place in the chain.") % {"entry": entry.pk})
        self.previous = seal.hash
        if seal.hash == self.known_head:
            self.known_head = ""
        self.values(entry)

    def values(self, entry: Entry) -> None:
        details = list(entry.details.all())
        if [detail.position for detail in details] != list(range(len(entry.digests))):
            self.say(_("Entry %(entry)s has lost or gained a value.") % {"entry": entry.pk})
            return
        for detail in details:
            if detail.erased_at is not None:
                self.erased += 1
            elif (
                value_digest(self.key, detail.salt, detail.field, detail.old, detail.new)
                != (entry.digests[detail.position])
            ):
                words = {"field": detail.field, "entry": entry.pk}
                self.say(_("The value of “%(field)s” in entry %(entry)s was changed.") % words)

    def say(self, problem: str) -> None:
        if len(self.problems) < PROBLEMS_SHOWN:
            self.problems.append(problem)

    def result(self, entries: int) -> Verification:
        if self.known_head:
            self.say(_("The hash you noted is not in the chain: its end was cut off, or it is another chain."))
        return Verification(entries, self.sealed, self.erased, self.previous, tuple(self.problems))


# no viewer: it computes a hash and shows nothing
def chained(key: bytes, previous: str, position: int, entry: Entry) -> str:
    """Give the hash of an entry at a place in the chain."""
    return entry_hash(
        key,
        previous,
        position=position,
        at=entry.at,
        actor_id=entry.actor_id,
        code=entry.code,
        subject=str(entry.subject),
        batch=entry.batch,
        digests=entry.digests,
    )
