"""The way of a file: bring it in, look at it, say what its columns mean, see every row, write it, take it back."""

from accord.apps.batches.pages.finding import another_list, found, new_batch, reading
from accord.apps.batches.pages.listing import batches
from accord.apps.batches.pages.lists import leaving, list_choice, list_name, list_removal, lists, one_list
from accord.apps.batches.pages.mapping import columns, repairs
from accord.apps.batches.pages.previewing import batch, rows
from accord.apps.batches.pages.profiles import (
    mapping,
    mapping_file,
    mappings,
    name_mapping,
    remove_mapping,
    use_mapping,
)
from accord.apps.batches.pages.repairing import leaving_out, repair
from accord.apps.batches.pages.writing import again, commitment, discarding, taking_back

__all__ = [
    "again",
    "another_list",
    "batch",
    "batches",
    "columns",
    "commitment",
    "discarding",
    "found",
    "leaving",
    "leaving_out",
    "list_choice",
    "list_name",
    "list_removal",
    "lists",
    "mapping",
    "mapping_file",
    "mappings",
    "name_mapping",
    "new_batch",
    "one_list",
    "reading",
    "remove_mapping",
    "repair",
    "repairs",
    "rows",
    "taking_back",
    "use_mapping",
]
