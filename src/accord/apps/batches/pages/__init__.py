"""The way of a file: bring it in, look at it, say what its columns mean, see every row, write it, take it back."""

from accord.apps.batches.pages.finding import found, new_batch, reading
from accord.apps.batches.pages.listing import batches
from accord.apps.batches.pages.mapping import columns, repairs
from accord.apps.batches.pages.previewing import batch, rows
from accord.apps.batches.pages.writing import commitment, discarding, taking_back

__all__ = [
    "batch",
    "batches",
    "columns",
    "commitment",
    "discarding",
    "found",
    "new_batch",
    "reading",
    "repairs",
    "rows",
    "taking_back",
]
