"""What the palette offers for what is typed: places, things to make and do, what waits for the viewer, records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.search.reads.finding import Hit, found
from accord.apps.search.rules import Term, parse, tokens
from accord.apps.ui.rules import Place, Viewer
from accord.apps.ui.sockets import Command, commands, navigation

MOST_RECORDS = 8
MOST_COMMANDS = 6
LOOK = 60  # rows of the index in the first look: enough for a few, at every letter
PLACES, FOUND = 15, 100  # where these stand among the commands' orders

ICONS = {"people.department": "building", "search.word": "book"}  # of records that lie in no place of their own


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
    groups = [(PLACES, Group(_("Go to"), _places(viewer, terms))), *_commands(viewer, terms, today)]
    if terms:
        groups.append((FOUND, Group(_("Found"), _records(viewer, words))))
    return tuple(group for _order, group in sorted(groups, key=lambda one: one[0]) if group.options)


def _places(viewer: Viewer, terms: Sequence[Term]) -> tuple[Option, ...]:
    groups = list(Place)
    shown = (one for one in navigation if one.shown_to(viewer))
    places = [
        Option(str(one.label), reverse(one.url_name), one.icon, key=one.key)
        for one in sorted(shown, key=lambda one: (groups.index(one.group), one.order))
        if has(str(one.label), terms)
    ]
    return tuple(places[:MOST_COMMANDS] if terms else places)


def _commands(viewer: Viewer, terms: Sequence[Term], today: date) -> Iterator[tuple[int, Group]]:
    """Give the commands that have the words, together by label, each with the order of the first of them."""
    orders: dict[str, int] = {}
    rows: dict[str, list[Option]] = {}
    for source in sorted(commands, key=lambda one: one.order):
        if terms and source.is_slow:
            continue
        label = str(source.label)
        orders.setdefault(label, source.order)
        said = [(one, f"{one.label} {one.words} {label}") for one in source.commands(viewer, today)]
        rows.setdefault(label, []).extend(_option(one) for one, text in said if has(text, terms))
    for label, options in rows.items():
        yield orders[label], Group(label, tuple(options[:MOST_COMMANDS] if terms else options))


def _option(one: Command) -> Option:
    return Option(
        str(one.label), one.url, one.icon, str(one.context), is_post=one.is_post, name=one.name, value=one.value
    )


def _records(viewer: Viewer, words: str) -> tuple[Option, ...]:
    records = found(viewer=viewer, words=words, most=MOST_RECORDS, look=LOOK)
    icons = [(reverse(one.url_name), one.icon) for one in navigation if reverse(one.url_name) != "/"]
    options = [
        Option(hit.plain_title, hit.url, ICONS.get(hit.ref.kind) or _icon(hit.url, icons), context=hit.label, hit=hit)
        for hit in records.hits
    ]
    if records.meant:
        options.append(
            Option(_("Search for “%(words)s”") % {"words": records.meant}, _everything(records.meant), "search")
        )
    elif records.hits:
        options.append(Option(_("See everything found"), _everything(words), "search"))
    return tuple(options)


def _icon(url: str, icons: Sequence[tuple[str, str]]) -> str:
    """Take the sign of the place a record lies in."""
    return next((icon for place, icon in icons if url.startswith(place)), "file-text")


def _everything(words: str) -> str:
    return f"{reverse('search:results')}?{urlencode({'q': words})}"


# no viewer: it compares words
def has(said: str, terms: Sequence[Term]) -> bool:
    """Tell whether every term begins a word of what is said."""
    cut = tokens(said)
    return all(any(word.startswith(term.tokens[-1]) for word in cut) for term in terms)
