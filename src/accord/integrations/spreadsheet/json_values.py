"""JSON one value at a time, with numbers as they are written; objects flattened to texts; lists found inside objects."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, TextIO

from django.utils.translation import gettext as _

from accord.apps.batches.rules.tables import storable
from accord.apps.ui.rules import Refused

CHUNK = 1 << 16
MOST_VALUE = 50_000_000  # characters of a single value
DEEPEST = 8
KEY, VALUE = "key", "value"
_HEADS = ("columns", "fields", "headers", "header", "names")
_TITLES = ("label", "title", "name", "fieldName", "id")
Open = Callable[[], AbstractContextManager[TextIO]]


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Keep every pair of an object, a repeated name with a number."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        free, times = name, 1
        while free in found:
            times += 1
            free = f"{name} ({times})"
        found[free] = value
    return found


_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_pairs, strict=False)


def values(open_text: Open) -> Iterator[tuple[int, Any]]:
    """Give (number, value) of each item of a list, or of each of several values one after the other.

    Raises Refused, with the line, where the JSON breaks.
    """
    with open_text() as file:
        buffer = _Buffer(file)
        in_list = buffer.sign() == "["
        if in_list:
            buffer.skip("[")
        number = 0
        while (sign := buffer.sign()) and not (in_list and sign == "]"):
            if in_list and number:
                buffer.skip(",")
            number += 1
            yield number, buffer.value()
        if in_list:
            buffer.skip("]")
            if buffer.sign():
                raise buffer.broken()


class _Buffer:
    """The part of a text that is not read yet, grown as far as one value needs."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._line = 1
        self._ended = False

    def sign(self) -> str:
        """Give the next sign that is no blank, "" at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in " \t\r\n\ufeff":
                    return self._text[self._at]
                self._at += 1
            if not self._more(CHUNK):
                return ""

    def skip(self, sign: str) -> None:
        """Pass over one sign."""
        if self.sign() != sign:
            raise self.broken()
        self._at += 1

    def value(self) -> Any:
        """Read one value."""
        self.sign()
        step = CHUNK
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not self._more(step):
                    raise self.broken(error.pos) from None
            except RecursionError:
                raise Refused(_("This JSON is nested too deeply to be a list of records.")) from None
            else:
                if end < len(self._text) or not self._more(step):
                    self._at = end
                    return value
            step *= 2

    def broken(self, at: int | None = None) -> Refused:
        """Say where the JSON breaks."""
        line = self._line + self._text.count("\n", 0, self._at if at is None else at)
        return Refused(_("The JSON breaks at line %(line)s.") % {"line": line})

    def _more(self, step: int) -> bool:
        """Read on; what has been used is let go. False at the end."""
        if self._ended:
            return False
        if len(self._text) - self._at > MOST_VALUE:
            raise Refused(_("This JSON holds a value that is too large to be a record."))
        self._line += self._text.count("\n", 0, self._at)
        more = self._file.read(step)
        self._text, self._at = self._text[self._at :] + more, 0
        self._ended = not more
        return bool(more)


# --- values as cells ---------------------------------------------------------------------------------------------------


def cells_of(item: Any) -> dict[str, str]:
    """Flatten an object: ``{"a": {"b": 1}}`` gives ``a.b``; lists stay lists, as JSON; what is no object is ``value``."""
    cells: dict[str, str] = {}
    _flatten(item if isinstance(item, Mapping) else {VALUE: item}, "", 0, cells)
    return cells


def _flatten(item: Mapping[str, Any], before: str, depth: int, cells: dict[str, str]) -> None:
    for name, value in item.items():
        path = f"{before}{storable(name)}"
        if isinstance(value, Mapping) and value and depth < DEEPEST:
            _flatten(value, f"{path}.", depth + 1, cells)
            continue
        while path in cells:
            path += "'"
        cells[path] = text_of(value)


def text_of(value: Any) -> str:
    """Write one value as a cell."""
    match value:
        case None:
            return ""
        case str():
            return storable(value)
        case bool():
            return "true" if value else "false"
        case Mapping() if not value:
            return ""
    try:
        return storable(json.dumps(value, ensure_ascii=False))
    except RecursionError:
        raise Refused(_("This JSON is nested too deeply to be a list of records.")) from None


# --- lists inside an object --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """A list found in an object, under its path; ``head`` names the columns of a list of lists."""

    path: str
    items: list[Any]
    head: tuple[str, ...] = ()


def lists_in(value: Any, path: str = "", depth: int = 0) -> list[Found]:
    """List the lists of objects, or of lists, inside an object, and the object itself where all it holds is objects."""
    if not isinstance(value, Mapping) or depth > 4:
        return []
    found = []
    named, head = _head(value)
    for name, inner in value.items():
        here = f"{path}.{name}" if path else name
        if isinstance(inner, list):
            if len(inner) > (0 if head else 1) and all(isinstance(item, list) for item in inner):
                found.append(Found(here, inner, head))
            elif inner and name != named and all(isinstance(item, Mapping) for item in inner):
                found.append(Found(here, inner))
        else:
            found += lists_in(inner, here, depth + 1)
    if len(value) > 1 and all(isinstance(inner, Mapping) and inner for inner in value.values()) and not found:
        found.append(Found(path or KEY, [{KEY: name, **inner} for name, inner in value.items()]))
    return found


def _head(beside: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Find the names of columns that stand beside a list of lists, and under which name they stand."""
    rows = [inner for inner in beside.values() if isinstance(inner, list) and inner and isinstance(inner[0], list)]
    for name in _HEADS if rows else ():
        given = beside.get(name)
        if (
            isinstance(given, list)
            and len(given) == len(rows[0][0])
            and all(titles := [_title(item) for item in given])
        ):
            return name, tuple(titles)
    return "", ()


def _title(item: Any) -> str:
    if isinstance(item, Mapping):
        item = next((item[name] for name in _TITLES if isinstance(item.get(name), str)), "")
    return storable(item) if isinstance(item, str) else ""
