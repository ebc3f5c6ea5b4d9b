"""How far somebody's hand reaches among the files of a kind."""

from __future__ import annotations

from enum import StrEnum


class Reach(StrEnum):
    """Which files of a target somebody besides the office brings in, sees and takes back."""

    NONE = "none"
    OWN = "own"  # those they brought themselves
    ALL = "all"
