"""What the figures of a case and what is behind them offer to the sockets of lower apps."""

from __future__ import annotations


def plug_in() -> None:
    """Plug in what this subject offers."""
