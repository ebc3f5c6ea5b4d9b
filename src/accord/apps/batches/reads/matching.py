"""Which record each row of a file means: the one its list knows by that key, else the one the target finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accord.apps.batches.models import Batch, Listed
from accord.apps.batches.reads.comparing import present
from accord.apps.batches.rules.identity import BY_NAME
from accord.apps.batches.sockets import Part, RowKey, Target


@dataclass(frozen=True)
class Matched:
    """The records of a piece of rows: ids by row number, what stands on them now, and the rows that know it older."""

    ids: Mapping[int, int] = field(default_factory=dict)
    now: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    older: frozenset[int] = frozenset()


class Matching:
    """Finds the records of one batch's rows, piece by piece; no record is given to two rows."""

    def __init__(self, batch: Batch, target: Target, parts: Sequence[Part]) -> None:
        self._target, self._parts = target, parts
        self._list_id, self._as_of = batch.source_list_id, batch.as_of
        self.taken: set[int] = set()

    def find(self, keys: Sequence[RowKey]) -> Matched:
        """Find the records of the next piece of rows."""
        listed = self._by_list(keys)
        now = present(self._parts, list(listed.values()))
        ids = {number: pk for number, pk in listed.items() if self._is_here(now.get(pk))}
        rest = [key for key in keys if key.number not in ids]
        others = self._by_target(rest) if rest else {}
        now |= present(self._parts, list(others.values()))
        found: dict[int, int] = {}
        for number, pk in sorted({**ids, **others}.items()):
            if pk not in self.taken:
                self.taken.add(pk)
                found[number] = pk
        return Matched(found, now, self._older(found))

    def _by_list(self, keys: Sequence[RowKey]) -> dict[int, int]:
        if not self._list_id:
            return {}
        numbers = {key.list_key: key.number for key in keys}
        known = Listed.objects.filter(source_list=self._list_id, kind=self._target.record_kind, key__in=numbers)
        return {numbers[key]: pk for key, pk in known.values_list("key", "record_id")}

    def _is_here(self, now: Mapping[str, Any] | None) -> bool:
        """Tell whether a record that the list knows has not been removed since."""
        return bool(now) and self._target.name_field in (now or {})

    def _by_target(self, keys: Sequence[RowKey]) -> dict[int, int]:
        """Ask the target; a record that the list knows by another key is found by its own key only, not by its name."""
        found = dict(self._target.match(keys))
        if not self._list_id or not found:
            return found
        named = {key.number for key in keys if key.key.startswith(BY_NAME)}
        listed = set(self._listed(found.values()))
        return {number: pk for number, pk in found.items() if number not in named or pk not in listed}

    def _older(self, found: Mapping[int, int]) -> frozenset[int]:
        """List the rows whose list has named their record on a later day already."""
        if not self._list_id or not found:
            return frozenset()
        last = self._listed(found.values())
        return frozenset(number for number, pk in found.items() if pk in last and last[pk] > self._as_of)

    def _listed(self, ids: Any) -> dict[int, date]:
        rows = Listed.objects.filter(source_list=self._list_id, kind=self._target.record_kind, record_id__in=list(ids))
        return dict(rows.values_list("record_id", "last_on"))
