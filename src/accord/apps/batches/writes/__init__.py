"""Changes to batches: bring a file in, map it, check it, write it, take it back, throw it away."""

from accord.apps.batches.writes.checking import check_rows
from accord.apps.batches.writes.committing import bring_again, commit
from accord.apps.batches.writes.incoming import drop_old_files
from accord.apps.batches.writes.lists import use_list
from accord.apps.batches.writes.mapping import repair_years, save_plan, use_profile
from accord.apps.batches.writes.staging import discard, read_file, receive, reread, stage
from accord.apps.batches.writes.taking_back import take_back

__all__ = [
    "bring_again", "check_rows", "commit", "discard", "drop_old_files", "read_file", "receive", "repair_years", "reread", "save_plan",
    "stage", "take_back", "use_list", "use_profile",
]  # fmt: skip
