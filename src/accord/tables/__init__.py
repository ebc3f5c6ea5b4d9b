"""What a snapshot of the programme is: its tables, its day, how to read and write it.

A table that is absent means that nobody was asked; an empty one means that somebody was asked and there is none.
"""

from accord.tables.refusals import SnapshotRefused, TablesRefused
from accord.tables.schemas import TABLES, Column, Kind, Table
from accord.tables.snapshot import Snapshot, collect
from accord.tables.tree import Tree

__all__ = ["TABLES", "Column", "Kind", "Snapshot", "SnapshotRefused", "Table", "TablesRefused", "Tree", "collect"]
