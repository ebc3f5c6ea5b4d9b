"""By what a row is found again in the next file, and which rows of one file repeat each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accord.apps.batches.rules.fields import Field, FieldType
from accord.apps.batches.rules.problems import Kind, Problem, shortened
from accord.apps.batches.rules.words import fingerprint, fold

LONGEST_KEY = 150
BY_NAME = "row-"  # how the key of a row begins that brings no key of its own
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Identified:
    """By what a row is found again: anywhere (``key``), and in its list (``list_key``); ``problems`` names repetitions."""

    key: str
    list_key: str
    problems: tuple[Problem, ...] = ()


class Identity:
    """Gives the rows of one file their keys, in order, and remembers those seen, so that repetitions are found.

    ``key_by`` names the fields that tell rows of a list apart; empty: the key field if the file has one, else name and
    group.
    """

    def __init__(
        self, *, fields: Sequence[Field], places: Mapping[str, int], name_field: str, group_field: str,
        key_by: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self._types = {field.name: field.type for field in fields}
        self._key_field = next((f.name for f in fields if f.type == FieldType.KEY and f.name in places), "")
        self._places, self._name_field, self._group_field = places, name_field, group_field
        self._key_by = [] if list(key_by) == [self._key_field] else list(key_by)
        self._seen_rows: dict[str, int] = {}
        self._seen: dict[str, list[int]] = {}

    def identify(self, number: int, row: Sequence[str], values: Mapping[str, Any]) -> Identified:
        """Give a row its keys (with a number for each repetition) and name what it repeats."""
        problems = []
        whole = fingerprint([text.strip() for text in row])
        if (first := self._seen_rows.setdefault(whole, number)) != number:
            problems.append(Problem(Kind.EXACT_DUPLICATE, None, {"row": first}))
        name = str(values.get(self._name_field, ""))
        pair = fingerprint([fold(name), fold(str(values.get(self._group_field, "")))])
        if (repeats := self._repeats("name:" + pair, number)) > 1:
            said = {"text": shortened(name), "row": self._seen["name:" + pair][0]}
            problems.append(Problem(Kind.REPEATED_NAME, self._places.get(self._name_field), said))
        key = _numbered(BY_NAME + pair, repeats)
        if self._key_field and (own := str(values.get(self._key_field, ""))):
            key = self._told_apart(own, own, self._key_field, number, problems)
        chosen = self._chosen(values)
        if not any(chosen):
            return Identified(key, key, tuple(problems))
        shown = ", ".join(str(values[name]) for name in self._key_by if name in values)
        by_choice = f"by-{fingerprint(chosen)}"
        list_key = self._told_apart(by_choice, shown, self._key_by[0], number, problems)
        return Identified(key, list_key, tuple(problems))

    def _told_apart(self, own: str, shown: str, field: str, number: int, problems: list[Problem]) -> str:
        """Number the repetitions of a key, and name them."""
        base = own if len(own) <= LONGEST_KEY else fingerprint([own])
        seen = f"key:{field}:{fold(own)}"
        if (repeats := self._repeats(seen, number)) > 1:
            said = {"text": shortened(shown), "row": self._seen[seen][0]}
            problems.append(Problem(Kind.REPEATED_KEY, self._places.get(field), said))
        return _numbered(base, repeats)

    def _chosen(self, values: Mapping[str, Any]) -> list[str]:
        """Give what stands in the chosen fields; of names the words alone count, not their dress."""
        return [self._plain(name, str(values.get(name, ""))) for name in self._key_by]

    def _plain(self, name: str, text: str) -> str:
        folded = fold(text)
        return folded if self._types.get(name) == FieldType.KEY else " ".join(_WORD.findall(folded)) or folded

    def _repeats(self, key: str, number: int) -> int:
        rows = self._seen.setdefault(key, [number])
        if rows[0] != number:
            rows.append(number)
        return len(rows)


def _numbered(base: str, repeats: int) -> str:
    return base if repeats == 1 else f"{base}#{repeats}"
