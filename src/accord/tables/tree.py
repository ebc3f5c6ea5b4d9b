"""The departments as a tree in which every branch is one unbroken run: sums over a branch are sums over a slice."""

from collections.abc import Iterable
from dataclasses import dataclass

from accord.tables.refusals import SnapshotRefused


@dataclass(frozen=True, slots=True)
class Tree:
    """Departments in an order that keeps every branch together; a branch runs from its place up to `ends[place]`."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    parents: tuple[str | None, ...]
    ends: tuple[int, ...]
    places: dict[str, int]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str | None, str]]) -> "Tree":
        """Make the tree of (id, parent, name) rows; an unknown parent counts as none. Refuses departments in a circle."""
        known = {identity: (parent, name) for identity, parent, name in rows}
        below: dict[str | None, list[str]] = {}
        for identity in sorted(known):
            parent = known[identity][0]
            below.setdefault(parent if parent in known else None, []).append(identity)
        ids, ends = _walk(below)
        if len(ids) < len(known):
            circle = ", ".join(sorted(set(known) - set(ids))[:5])
            raise SnapshotRefused(f"departments: these stand above one another in a circle: {circle}.")
        return cls(
            tuple(ids),
            tuple(known[identity][1] for identity in ids),
            tuple(known[identity][0] if known[identity][0] in known else None for identity in ids),
            tuple(ends[identity] for identity in ids),
            {identity: place for place, identity in enumerate(ids)},
        )

    def above(self, department: str) -> tuple[str, ...]:
        """Return the department and all above it, nearest first; nothing for an unknown one."""
        found: list[str] = []
        current: str | None = department if department in self.places else None
        while current is not None:
            found.append(current)
            current = self.parents[self.places[current]]
        return tuple(found)


def _walk(below: dict[str | None, list[str]]) -> tuple[list[str], dict[str, int]]:
    ids: list[str] = []
    ends: dict[str, int] = {}
    stack: list[tuple[str, bool]] = [(root, False) for root in reversed(below.get(None, []))]
    while stack:
        identity, left = stack.pop()
        if left:
            ends[identity] = len(ids)
            continue
        ids.append(identity)
        stack.append((identity, True))
        stack.extend((child, False) for child in reversed(below.get(identity, [])))
    return ids, ends
