"""By what a row is found again in the next file, and which rows of one file repeat each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from accord.apps.batches.rules.fields import Field, FieldType
from accord.apps.batches.rules.problems import Kind, Problem, shortened
from accord.apps.batches.rules.words import fingerprint, fold

LONGEST_KEY = 150


class Identity:
    """Gives the rows of one file their keys, in order, and remembers those seen, so that repetitions are found.

    ``key_by`` names the fields that tell rows apart; empty: the key field if the file has one, else name and group.
    """

    def __init__(
        self, *, fields: Sequence[Field], places: Mapping[str, int], name_field: str, group_field: str,
        key_by: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self._key_field = next((f.name for f in fields if f.type == FieldType.KEY and f.name in places), "")
        self._places, self._name_field, self._group_field, self._key_by = places, name_field, group_field, list(key_by)
        self._seen_rows: dict[str, int] = {}
        self._seen_names: dict[str, list[int]] = {}

    def identify(self, number: int, row: Sequence[str], values: Mapping[str, Any]) -> tuple[str, list[Problem]]:
        """Give a row its key (with a number for each repetition) and name what it repeats."""
        problems = []
        whole = fingerprint([text.strip() for text in row])
        if (first := self._seen_rows.setdefault(whole, number)) != number:
            problems.append(Problem(Kind.EXACT_DUPLICATE, None, {"row": first}))
        name = str(values.get(self._name_field, ""))
        group = str(values.get(self._group_field, ""))
        pair = fingerprint([fold(name), fold(group)])
        if (repeats := self._repeats("name:" + pair, number)) > 1:
            said = {"text": shortened(name), "row": self._seen_names["name:" + pair][0]}
            problems.append(Problem(Kind.REPEATED_NAME, self._places.get(self._name_field), said))
        own = self._own(values)
        if not own:
            base = f"row-{pair}"
            return (base if repeats == 1 else f"{base}#{repeats}"), problems
        base = own if len(own) <= LONGEST_KEY else fingerprint([own])
        if (repeats := self._repeats("key:" + fold(own), number)) > 1:
            said = {"text": shortened(own), "row": self._seen_names["key:" + fold(own)][0]}
            place = self._places.get(self._key_by[0] if self._key_by else self._key_field)
            problems.append(Problem(Kind.REPEATED_KEY, place, said))
        return (base if repeats == 1 else f"{base}#{repeats}"), problems

    def _own(self, values: Mapping[str, Any]) -> str:
        """Give the key that the file itself brings: the chosen fields, else its key field; "" for none."""
        if self._key_by:
            said = [fold(str(values.get(name, ""))) for name in self._key_by]
            return f"by-{fingerprint(said)}" if any(said) else ""
        return str(values.get(self._key_field, "")) if self._key_field else ""

    def _repeats(self, key: str, number: int) -> int:
        rows = self._seen_names.setdefault(key, [number])
        if rows[0] != number:
            rows.append(number)
        return len(rows)
