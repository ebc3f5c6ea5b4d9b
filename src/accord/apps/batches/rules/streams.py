"""Working through long streams piece by piece, and telling how far the work is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

PIECE = 500
T = TypeVar("T")
Progress = Callable[[int, int, str], None]


def pieces(items: Iterable[T], size: int = PIECE) -> Iterator[list[T]]:
    """Cut a stream into lists of at most ``size``."""
    rest = iter(items)
    while piece := list(islice(rest, size)):
        yield piece


def no_progress(done: int, total: int, note: str = "") -> None:
    """Tell nobody how far the work is."""
