"""Changes to batches: bring a file in, map it, check it, write it, take it back, throw it away."""

from accord.apps.batches.writes.checking import check_rows
from accord.apps.batches.writes.committing import bring_again, commit
from accord.apps.batches.writes.incoming import drop_old_files
from accord.apps.batches.writes.lists import remove_list, rename_list, use_list
from accord.apps.batches.writes.mapping import repair_years, save_plan, use_profile
from accord.apps.batches.writes.profiles import (
    bring_profile,
    edit_profile,
    keep_profile,
    remove_profile,
    rename_profile,
)
from accord.apps.batches.writes.repairing import leave_row, repair_cells, repair_column
from accord.apps.batches.writes.staging import discard, read_file, receive, reread, stage, take_as
from accord.apps.batches.writes.taking_back import take_back

__all__ = [
    "bring_again",
    "bring_profile",
    "check_rows",
    "commit",
    "discard",
    "drop_old_files",
    "edit_profile",
    "keep_profile",
    "leave_row",
    "read_file",
    "receive",
    "remove_list",
    "remove_profile",
    "rename_list",
    "rename_profile",
    "repair_cells",
    "repair_column",
    "repair_years",
    "reread",
    "save_plan",
    "stage",
    "take_as",
    "take_back",
    "use_list",
    "use_profile",
]  # fmt: skip
