"""The socket of texts: which records can be found, and by which words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accord.apps.ui.permissions import passes
from accord.apps.ui.rules import Viewer
from accord.apps.ui.sockets import Action, Command, CommandSource, Socket

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Record = TypeVar("Record", bound=Model)


@dataclass(frozen=True)
class Text:
    """A record as it is found: its title, what else it says, and the day it is about, by which the newest come first."""

    id: int
    title: str
    parts: tuple[str, ...] = ()
    day: date | None = None


@dataclass(frozen=True)
class TextSource:
    """A kind of record that can be found by its words.

    ``kind`` is plugged into ``ui.things`` too, whose lookup says at every search who may see a record. Everything in its
    text must be open to *everybody* who may see the record at all: no draft, nothing sealed, no title of another record.
    ``label`` is the plural for people. ``read`` gives the texts of these ids, None of all; one that is left out is not
    found. ``touched`` maps kinds of other records, whose events change these texts, to a function from their ids to ids of
    this kind. ``is_name``: others quote its title (people and departments), so they are read again when it changes.
    """

    kind: str
    label: str | StrPromise
    order: int
    read: Callable[[Collection[int] | None], Iterable[Text]]
    touched: Mapping[str, Callable[[Collection[int]], Iterable[int]]] = field(default_factory=dict)
    is_name: bool = False


texts: Socket[TextSource] = Socket("texts")

MAKE = gettext_lazy("Make something new")
AT_ONCE = 500


# no viewer: ids alone
def pieces(records: QuerySet[Record], ids: Collection[int] | None) -> Iterator[list[int]]:
    """Cut the ids asked for (None: of all records) into pieces that one query can take."""
    wanted = list(records.order_by("pk").values_list("pk", flat=True)) if ids is None else sorted(ids)
    for start in range(0, len(wanted), AT_ONCE):
        yield wanted[start : start + AT_ONCE]


def making(
    label: str | StrPromise,
    url_name: str,
    action: Action,
    *,
    order: int,
    icon: str = "plus",
    words: str | StrPromise = "",
) -> CommandSource:
    """Offer in the palette a page that makes something, to those whom its door lets in."""

    def commands(viewer: Viewer, today: date) -> list[Command]:
        return [Command(label, reverse(url_name), icon, words)] if passes(viewer, action) else []

    return CommandSource(url_name, MAKE, order, commands)


# no viewer: kinds are no secret
def source(kind: str) -> TextSource | None:
    """Find how a kind is read, or None."""
    return next((one for one in texts if one.kind == kind), None)
