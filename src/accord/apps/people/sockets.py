"""The socket of actions: every app declares who may do what, and the joined table is code and help page at once."""

from __future__ import annotations

from dataclasses import dataclass

from accord.apps.ui.sockets import Socket


@dataclass(frozen=True)
class Action:
    """One row of the permission table.

    ``roles`` may always; ``own`` says in words who else may on records of their own (empty: nobody else).
    """

    code: str
    label: str
    roles: frozenset[str]
    own: str = ""


actions: Socket[Action] = Socket("actions")
