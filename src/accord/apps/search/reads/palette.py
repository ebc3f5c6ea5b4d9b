"""What the palette offers for what is typed: places, things to make and do, what waits for the viewer, records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.search.reads.finding import Hit, found
from accord.apps.search.rules import Term, parse, tokens
from accord.apps.ui.rules import Viewer
from accord.apps.ui.sockets import Command, commands, navigation

MOST_RECORDS = 8
MOST_COMMANDS = 6
LOOK = 60


@dataclass(frozen=True)
class Option:
    """One line of the palette: an address to open, or a form to send."""

    label: str
    url: str
    icon: str = ""
    context: str = ""
    is_post: bool = False
    name: str = ""
    value: str = ""
    key: str = ""
    hit: Hit | None = None


@dataclass(frozen=True)
class Group:
    """Lines that belong together, under a heading."""

    label: str
    options: tuple[Option, ...]


def palette(*, viewer: Viewer, words: str, today: date) -> tuple[Group, ...]:
    """Give what can be chosen: with nothing typed what waits, all places and all commands, else what has the words."""
    terms = parse(words)
    groups = [Group(_("Go to"), _places(viewer, terms))]
    groups += _commands(viewer, terms, today)
    if terms:
        groups.append(Group(_("Found"), _records(viewer, words)))
    return tuple(group for group in groups if group.options)


def _places(viewer: Viewer, terms: Sequence[Term]) -> tuple[Option, ...]:
    order = sorted(
        (one for one in navigation if one.shown_to(viewer)),
        key=lambda one: (list(type(one.group)).index(one.group), one.order),
    )
    places = [
        Option(str(one.label), reverse(one.url_name), one.icon, key=one.key)
        for one in order
        if has(str(one.label), terms)
    ]
    return tuple(places[:MOST_COMMANDS] if terms else places)


def _commands(viewer: Viewer, terms: Sequence[Term], today: date) -> Iterable[Group]:
    by_label: dict[str, list[Option]] = {}
    for source in sorted(commands, key=lambda one: one.order):
        if terms and source.is_slow:
            continue
        found_here = [
            one for one in source.commands(viewer, today) if has(f"{one.label} {one.words} {source.label}", terms)
        ]
        by_label.setdefault(str(source.label), []).extend(_option(one) for one in found_here)
    return [Group(label, tuple(rows[:MOST_COMMANDS] if terms else rows)) for label, rows in by_label.items()]


def _option(one: Command) -> Option:
    return Option(
        str(one.label), one.url, one.icon, str(one.context), is_post=one.is_post, name=one.name, value=one.value
    )


def _records(viewer: Viewer, words: str) -> tuple[Option, ...]:
    records = found(viewer=viewer, words=words, most=MOST_RECORDS, look=LOOK)
    options = [Option(hit.plain_title, hit.url, context=hit.label, hit=hit) for hit in records.hits]
    if records.meant:
        options.append(
            Option(_("Search for “%(words)s”") % {"words": records.meant}, _everything(records.meant), "search")
        )
    elif records.hits:
        options.append(Option(_("See everything found"), _everything(words), "search"))
    return tuple(options)


def _everything(words: str) -> str:
    from urllib.parse import urlencode

    return f"{reverse('search:results')}?{urlencode({'q': words})}"


# no viewer: it compares words
def has(said: str, terms: Sequence[Term]) -> bool:
    """Tell whether every term begins a word of what is said."""
    cut = tokens(said)
    return all(any(word.startswith(term.tokens[-1]) for word in cut) for term in terms)
