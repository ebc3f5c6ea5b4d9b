"""Turns JSON into records of cells: a list of objects, objects one per line, or an object that holds such lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TextIO, cast

from django.utils.translation import gettext as _

from accord.apps.batches.rules.choices import Choices, Facts
from accord.apps.batches.rules.tables import Note, add_note
from accord.apps.ui.rules import Refused
from accord.integrations.spreadsheet.encodings import Encoding, encoding_of
from accord.integrations.spreadsheet.json_values import Found, cells_of, lists_in, text_of, values
from accord.integrations.spreadsheet.reader import add_encoding_notes, check_size

MOST_NAMES = 1_000
ENDINGS = (".json", ".jsonl", ".ndjson", ".geojson")
Items = Callable[[], Iterable[tuple[int, Any]]]


@dataclass(frozen=True)
class JsonGrid:
    """A list in JSON opened as records, first the names if there are any. Items are read anew each time."""

    items: Items
    names: tuple[str, ...]
    facts: Facts
    notes: list[Note] = field(default_factory=list)

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Give (number of the item, cells) of each record."""
        if self.names:
            yield 0, list(self.names)
        for place, item in self.items():
            if isinstance(item, list):
                yield place, [text_of(value) for value in item]
            else:
                cells = cells_of(item)
                yield place, [cells.get(name, "") for name in self.names]


def suits(name: str, start: bytes) -> bool:
    """Take files that are called JSON, and those that begin as a list of objects or lists or as an object."""
    if name.lower().endswith(ENDINGS):
        return True
    begins = b"".join(start.removeprefix(b"\xef\xbb\xbf")[:256].split())
    return begins.startswith((b"[{", b"[[", b'{"'))


def open_grid(path: Path, choices: Choices) -> JsonGrid:
    """Open JSON. Raises Refused, with a sentence, for what is broken or holds no list of records."""
    check_size(path)
    text = encoding_of(path, choices.encoding)
    notes: list[Note] = []
    add_encoding_notes(notes, text)

    def open_text() -> TextIO:
        codec = "utf-8-sig" if text.codec == "utf-8" else text.codec
        return cast("TextIO", path.open(encoding=codec, errors=text.errors))

    first = [value for _number, value in islice(values(open_text), 2)]
    if len(first) == 1 and isinstance(first[0], dict) and (lists := lists_in(first[0])):
        return _one_of(lists, text, choices, notes)
    return _grid(lambda: values(open_text), (), Facts("json", encoding=text.name), notes)


def _one_of(lists: list[Found], text: Encoding, choices: Choices, notes: list[Note]) -> JsonGrid:
    """Take the list that was chosen, else the longest."""
    chosen = next((one for one in lists if one.path == choices.sheet), None)
    found = chosen or max(lists, key=lambda one: len(one.items))
    if len(lists) > 1:
        add_note(
            notes, "other_lists", {"count": len(lists) - 1, "texts": [o.path for o in lists if o is not found][:12]}
        )
    sheets = tuple(one.path for one in lists) if len(lists) > 1 else ()
    facts = Facts("json", encoding=text.name, sheet=found.path, sheets=sheets)
    return _grid(lambda: enumerate(found.items, start=1), found.head, facts, notes)


def _grid(items: Items, head: tuple[str, ...], facts: Facts, notes: list[Note]) -> JsonGrid:
    """Look at every item once for its names; a list of lists is a table whose header is still to be found."""
    names: dict[str, None] = {}
    objects = lists = others = 0
    for _place, item in items():
        objects += isinstance(item, dict)
        lists += isinstance(item, list)
        others += not isinstance(item, dict | list)
        if not isinstance(item, list):
            names.update(dict.fromkeys(cells_of(item)))
        if len(names) > MOST_NAMES:
            raise Refused(_("This file has more than %(most)s columns.") % {"most": f"{MOST_NAMES:,}"})
    if lists and not objects and not others:
        return JsonGrid(items, head, _with(facts, 1 if head else None, can_turn=not head), notes)
    if lists or not objects:
        raise Refused(_("This is JSON, but it holds no list of records."))
    if others:
        add_note(notes, "not_objects", {"count": others})
    return JsonGrid(items, tuple(names), _with(facts, 1, can_turn=False), notes)


def _with(facts: Facts, header_row: int | None, *, can_turn: bool) -> Facts:
    return Facts(facts.kind, encoding=facts.encoding, sheet=facts.sheet, sheets=facts.sheets, header_row=header_row,
                 can_turn=can_turn, places="item")  # fmt: skip
