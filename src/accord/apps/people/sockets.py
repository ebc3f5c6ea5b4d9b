"""Sockets of people: the actions of the permission table (declared in ``ui``), and whoever else keeps a person's data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from accord.apps.ui.rules import Viewer
from accord.apps.ui.sockets import Action, Socket, actions

__all__ = ["Action", "Keeper", "actions", "keepers"]


@dataclass(frozen=True)
class Keeper:
    """An app that keeps what a person said; ``erase`` runs in the transaction that erases the person (id, by, at)."""

    code: str
    erase: Callable[[int, Viewer | None, datetime], int]


keepers: Socket[Keeper] = Socket("keepers of personal data")
