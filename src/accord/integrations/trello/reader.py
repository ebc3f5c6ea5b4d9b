"""Turns a board into records: what stands on each card, its list as its stage, nothing of it lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.batches.rules.choices import Choices, Facts
from accord.apps.batches.rules.tables import Note, storable
from accord.apps.ui.rules import Refused
from accord.integrations.trello.board import Board, Thing, day, load_board, made_on, number, part, text, texts, things

_BEGINS = re.compile(
    rb'\s*\{\s*"id"\s*:\s*"[0-9a-f]{24}"\s*,\s*(?:"nodeId"\s*:\s*"[^"]*"\s*,\s*)?"name"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*"desc"\s*:'
)
_SORTED = re.compile(rb'\s*\{\s*"actions"\s*:\s*\[\s*(?:\]|\{[^\0]*"idMemberCreator")')
Column = Callable[[Board, Thing], str]


@dataclass(frozen=True)
class BoardGrid:
    """A board opened as records: the names of the columns first, then one record for each card."""

    board: Board
    columns: Mapping[str, Column]
    facts: Facts
    notes: list[Note] = field(default_factory=list)

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Give (place of the card on the board, cells) of each record; the names stand at place 0."""
        yield 0, [storable(name) for name in self.columns]
        for place, card in enumerate(self.board.cards, start=1):
            yield place, [storable(column(self.board, card)) for column in self.columns.values()]


def suits(name: str, start: bytes) -> bool:
    """Tell a board by how it begins; other JSON is read by others."""
    first = start.removeprefix(b"\xef\xbb\xbf")
    return bool(_BEGINS.match(first) or _SORTED.match(first))


def open_grid(path: Path, choices: Choices) -> BoardGrid:
    """Open a board. Raises Refused, with a sentence, for what is broken or holds no cards."""
    board = load_board(path)
    if not board.cards:
        raise Refused(_("This board holds no cards."))
    facts = Facts("trello", header_row=1, can_turn=False, places="card")
    own = {_free(text(one, "name") or _("Custom field")): _custom(one) for one in board.fields if text(one, "id")}
    return BoardGrid(board, {**COLUMNS, **own}, facts, _notes(board))


def _free(name: str) -> str:
    return f"{name} (custom field)" if name in COLUMNS else name


# --- what stands on a card -----------------------------------------------------------------------------------------


def _list(board: Board, card: Thing) -> Thing:
    return board.lists.get(text(card, "idList"), {})


def _labels(board: Board, card: Thing) -> str:
    own = {text(one, "id"): text(one, "name") or text(one, "color") for one in things(card, "labels")}
    named = {key: board.labels.get(key, "") for key in texts(card, "idLabels")}
    return ", ".join(name for name in {**own, **named}.values() if name)


def _members(board: Board, card: Thing) -> str:
    return ", ".join(board.members.get(key, key) for key in texts(card, "idMembers"))


def _checklists(board: Board, card: Thing) -> str:
    lines = []
    for one in _lists_of(board, card):
        lines.append(f"{text(one, 'name')}:")
        lines += [f"[{'x' if _is_done(item) else ' '}] {text(item, 'name')}" for item in _in_order(one)]
    return "\n".join(lines)


def _lists_of(board: Board, card: Thing) -> list[Thing]:
    return sorted(board.checklists.get(text(card, "id"), ()), key=lambda one: number(one, "pos"))


def _in_order(checklist: Thing) -> list[Thing]:
    return sorted(things(checklist, "checkItems"), key=lambda item: number(item, "pos"))


def _is_done(item: Thing) -> bool:
    return text(item, "state") == "complete"


def _items(board: Board, card: Thing) -> list[Thing]:
    return [item for one in _lists_of(board, card) for item in things(one, "checkItems")]


def _count(board: Board, card: Thing) -> str:
    items = _items(board, card)
    return str(len(items)) if items else ""


def _done(board: Board, card: Thing) -> str:
    items = _items(board, card)
    return str(sum(map(_is_done, items))) if items else ""


def _attachments(_board: Board, card: Thing) -> str:
    return "\n".join(
        " ".join(dict.fromkeys(said for said in (text(one, "name"), text(one, "url")) if said))
        for one in things(card, "attachments")
    )


def _comments(board: Board, card: Thing) -> str:
    told = sorted(board.comments.get(text(card, "id"), ()), key=lambda one: text(one, "date"))
    return "\n".join(f"{day(text(one, 'date'))} {_who(board, one)}: {text(part(one, 'data'), 'text')}" for one in told)


def _who(board: Board, action: Thing) -> str:
    return board.members.get(text(action, "idMemberCreator")) or text(part(action, "memberCreator"), "fullName") or "?"


def _since(board: Board, card: Thing) -> str:
    moved = max((text(one, "date") for one in board.moves.get(text(card, "id"), ())), default="")
    return day(moved) if moved else ""


def _custom(definition: Thing) -> Column:
    """Read a field that the board's people defined; one that chooses from a list holds only the id of its choice."""
    key = text(definition, "id")
    options = {text(one, "id"): text(part(one, "value"), "text") for one in things(definition, "options")}

    def column(_board: Board, card: Thing) -> str:
        for item in things(card, "customFieldItems"):
            if text(item, "idCustomField") != key:
                continue
            value = part(item, "value")
            if "date" in value:
                return day(text(value, "date"))
            said = next((text(value, name) for name in ("text", "number", "checked") if name in value), "")
            return said or options.get(text(item, "idValue"), "")
        return ""

    return column


def _yes(name: str) -> Column:
    return lambda _board, card: "yes" if card.get(name) is True else "no"


def _of(name: str) -> Column:
    return lambda _board, card: text(card, name)


def _day_of(name: str) -> Column:
    return lambda _board, card: day(text(card, name)) if text(card, name) else ""


# a board's columns have the same names in every language, so that its next state is known again
COLUMNS: dict[str, Column] = {
    "Name": _of("name"),
    "Description": _of("desc"),
    "List": lambda board, card: text(_list(board, card), "name"),
    "Labels": _labels,
    "Members": _members,
    "Start date": _day_of("start"),
    "Due date": _day_of("due"),
    "Due date met": lambda _board, card: text(card, "dueComplete") if text(card, "due") else "",
    "Checklists": _checklists,
    "Checklist items": _count,
    "Checklist items done": _done,
    "Comments": _comments,
    "Attachments": _attachments,
    "Archived": _yes("closed"),
    "List archived": lambda board, card: "yes" if _list(board, card).get("closed") is True else "no",
    "Created on": lambda _board, card: made_on(text(card, "id")),
    "In this list since": _since,
    "Last activity": _day_of("dateLastActivity"),
    "Board": lambda board, _card: board.name,
    "Address": lambda _board, card: text(card, "shortUrl") or text(card, "url"),
    "Card ID": _of("id"),
}


def _notes(board: Board) -> list[Note]:
    items = [item for lists in board.checklists.values() for one in lists for item in things(one, "checkItems")]
    counts: dict[str, Any] = {
        "cards": len(board.cards), "cards_archived": sum(1 for card in board.cards if card.get("closed") is True),
        "lists": len(board.lists), "lists_archived": sum(1 for one in board.lists.values() if one.get("closed") is True),
        "members": len(board.members), "labels": len(board.labels),
        "checklists": sum(map(len, board.checklists.values())), "items": len(items),
        "items_done": sum(map(_is_done, items)), "actions": board.actions,
        "comments": sum(map(len, board.comments.values())), "moves": sum(map(len, board.moves.values())),
    }  # fmt: skip
    return [("board", counts), ("board_actions", {"actions": board.actions, "comments": counts["comments"]})]
