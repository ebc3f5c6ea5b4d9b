"""Answers of the index: what is found for a viewer, and the palette."""

from accord.apps.search.reads.finding import Facet, Found, Hit, found
from accord.apps.search.reads.matching import indexed_count, matches, waiting_count
from accord.apps.search.reads.palette import Group, Option, palette

__all__ = [
    "Facet",
    "Found",
    "Group",
    "Hit",
    "Option",
    "found",
    "indexed_count",
    "matches",
    "palette",
    "waiting_count",
]
