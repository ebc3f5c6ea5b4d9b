"""Sockets: how an upper app offers something to a lower one without being imported by it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from accord.apps.ui.rules import Place, Ref, Viewer

if TYPE_CHECKING:
    from django.http import QueryDict
    from django_stubs_ext import StrPromise

T = TypeVar("T")


class Socket(Generic[T]):
    """An ordered set of plugged items. Plugging the same item twice keeps one."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._items: list[T] = []

    def plug(self, *items: T) -> None:
        """Add items that are not there yet, in order."""
        for item in items:
            if item not in self._items:
                self._items.append(item)

    def unplug(self, item: T) -> None:
        """Take an item out again (tests)."""
        self._items.remove(item)

    def __iter__(self) -> Iterator[T]:
        return iter(tuple(self._items))

    def __len__(self) -> int:
        return len(self._items)


@dataclass(frozen=True)
class Thing:
    """A kind of record that others may point at.

    ``label`` is the kind's name for people; ``lookup`` maps ids the viewer may see to (title, address);
    ids the viewer may not see are absent.
    """

    kind: str
    label: str | StrPromise
    lookup: Callable[[Viewer, Collection[int]], Mapping[int, tuple[str, str]]]


@dataclass(frozen=True)
class Action:
    """One row of the permission table.

    ``roles`` may always; ``own`` says in words who else may on records of their own (empty: nobody else). ``also`` tells
    who of them gets through the door at all; without it everybody does, up to the exact check on the record.
    """

    code: str
    label: str | StrPromise
    roles: frozenset[str]
    own: str | StrPromise = ""
    also: Callable[[Viewer], bool] | None = None


@dataclass(frozen=True)
class NavigationItem:
    """A place in the main navigation; ``shown_to`` answers from the viewer's roles, with one quick query at most.

    ``count`` is what is new there, with one quick query, asked only where the navigation is drawn. Places of one ``group``
    stand together, in the order of the groups.
    """

    label: str | StrPromise
    url_name: str
    icon: str
    order: int
    shown_to: Callable[[Viewer], bool]
    key: str = ""
    count: Callable[[Viewer], int] | None = None
    group: Place = Place.YOURS


@dataclass(frozen=True)
class SearchSource:
    """Records that can be found by words; ``find`` gives (reference, title, address, context) the viewer may see."""

    kind: str
    find: Callable[[Viewer, str, int], list[tuple[str, str, str, str]]]


@dataclass(frozen=True)
class Command:
    """Something the palette offers: a place to go, something to make, something to do.

    ``words`` are other words it is found by, ``context`` says more about it. ``is_post``: chosen, it sends a form to ``url``
    with ``name`` and ``value``; otherwise it opens the address.
    """

    label: str | StrPromise
    url: str
    icon: str = ""
    words: str | StrPromise = ""
    context: str | StrPromise = ""
    is_post: bool = False
    name: str = ""
    value: str = ""


@dataclass(frozen=True)
class CommandSource:
    """Commands that stand together in the palette under ``label``; ``commands`` gives those the viewer may use on a day.

    ``is_slow``: asked only as long as nothing is typed, not at every letter.
    """

    code: str
    label: str | StrPromise
    order: int
    commands: Callable[[Viewer, date], Sequence[Command]]
    is_slow: bool = False


@dataclass(frozen=True)
class TurnItem:
    """One thing that is somebody's turn: a verb, a sentence, and where to do it.

    ``action_url`` does it by one button (a POST); ``form_url`` gives a small form that is filled in where the item stands
    (an htmx fragment; answered with 204 when done, with the form and its problems otherwise). ``linked`` is the code of
    what a signed link in a mail may do. ``minutes`` is what it takes to finish it.
    """

    ref: Ref
    verb: str
    sentence: str
    url: str
    due: date | None = None
    action_url: str = ""
    action_label: str = ""
    form_url: str = ""
    linked: str = ""
    minutes: float = 1.0


@dataclass(frozen=True)
class TurnSource:
    """What an app knows to be the viewer's turn on a day: one or a few queries, however many items.

    ``hand_over`` gives what one has to do to somebody else, through the owning app's write (by, ref, person id, reason,
    at); None where it cannot be given away. ``at_most`` says after how many a source stops looking, 0 for never: then the
    page says that there are more.
    """

    code: str
    order: int
    items: Callable[[Viewer, date], Sequence[TurnItem]]
    hand_over: Callable[[Viewer, Ref, int, str, datetime], None] | None = None
    at_most: int = 0


@dataclass(frozen=True)
class GoodNews:
    """Something that went well lately and that the viewer may see."""

    sentence: str
    url: str
    at: datetime


@dataclass(frozen=True)
class NewsSource:
    """Where good news come from; ``since`` keeps them fresh."""

    code: str
    lately: Callable[[Viewer, datetime], Sequence[GoodNews]]


@dataclass(frozen=True)
class BulkStep:
    """What a bulk action did to one record: how it stood, how it stands now, what taking it back needs.

    ``before`` and ``after`` are words, or a reference (``people.person:7``) that is shown by its title, so that nobody's
    name is kept.
    """

    before: str
    after: str
    memo: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class BulkAction:
    """One change that can be made to many records, each through the owning app's write.

    ``fields`` gives the form's fields for a viewer. ``do`` takes (by, id, values, moment): it raises Refused with the
    reason, and gives None where nothing would change. ``undo`` takes (by, id, memo, moment) and raises Refused when
    somebody has changed the same thing since. ``note`` says what else follows.
    """

    code: str
    label: str | StrPromise
    fields: Callable[[Viewer], Mapping[str, Any]]
    do: Callable[[Viewer, int, Mapping[str, Any], datetime], BulkStep | None]
    undo: Callable[[Viewer, int, Mapping[str, Any], datetime], None]
    note: str | StrPromise = ""


@dataclass(frozen=True)
class BulkKind:
    """Records of one list that can be changed many at once. ``matching`` finds the ids a query of the list shows."""

    code: str
    kind: str
    label: str | StrPromise
    list_url_name: str
    actions: tuple[BulkAction, ...]
    matching: Callable[[Viewer, QueryDict], Sequence[int]]
    shown_to: Callable[[Viewer], bool]


bulk: Socket[BulkKind] = Socket("bulk")
turn: Socket[TurnSource] = Socket("turn")
news: Socket[NewsSource] = Socket("news")
things: Socket[Thing] = Socket("things")
actions: Socket[Action] = Socket("actions")
navigation: Socket[NavigationItem] = Socket("navigation")
search: Socket[SearchSource] = Socket("search")
commands: Socket[CommandSource] = Socket("commands")
