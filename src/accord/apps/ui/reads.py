"""Answers every page needs: what a reference is called, where it leads, and by which key a file finds it again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from django.conf import settings
from django.utils.crypto import salted_hmac

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


# --- keys for records that no source gave one ------------------------------------------------------------------------


# no viewer: a key tells nothing of a record
def own_key(*, pk: int) -> str:
    """Make a key for a record that has none, by which this home alone finds it again in its own files."""
    return f"accord-{_home(settings.SECRET_KEY)}:{pk}"


# no viewer: see own_key
def own_ids(*, keys: Sequence[str]) -> dict[str, int]:
    """Find the ids behind keys that this home made; others are left out."""
    lead = f"accord-{_home(settings.SECRET_KEY)}:"
    found: dict[str, int] = {}
    for key in keys:
        number = key.removeprefix(lead) if key.startswith(lead) else ""
        if number.isascii() and number.isdigit() and len(number) < 19:
            found[key] = int(number)
    return found


@cache
def _home(secret: str) -> str:
    """Give what tells this home's keys from those of another: six signs of a keyed digest."""
    return salted_hmac("accord.files", "home", secret=secret).hexdigest()[:6]
