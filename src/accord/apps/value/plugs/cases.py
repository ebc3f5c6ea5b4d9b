"""What cases, their versions, signatures and rates offer to the sockets of lower apps."""

from __future__ import annotations


def plug_in() -> None:
    """Plug in what this subject offers."""
