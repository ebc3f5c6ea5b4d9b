"""Answers every page needs: what a reference is called and where it leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import Thing, things


# no viewer: kinds are no secret, their records are
def thing(kind: str) -> Thing | None:
    """Find the plugged kind, or None."""
    return next((item for item in things if item.kind == kind), None)


def titles(*, viewer: Viewer, refs: Iterable[Ref]) -> dict[Ref, tuple[str, str]]:
    """Map each reference the viewer may see to (title, address): one lookup per kind; others are absent."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for ref in refs:
        by_kind[ref.kind].add(ref.id)
    found: dict[Ref, tuple[str, str]] = {}
    for kind, ids in sorted(by_kind.items()):
        found.update(_lookup(viewer, kind, ids))
    return found


def _lookup(viewer: Viewer, kind: str, ids: Collection[int]) -> dict[Ref, tuple[str, str]]:
    item = thing(kind)
    if item is None:
        return {}
    return {Ref(kind, number): named for number, named in item.lookup(viewer, ids).items()}
