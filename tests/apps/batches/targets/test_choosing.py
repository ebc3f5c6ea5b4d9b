"""What a file lists is found out from its columns; a list that fits nothing is taken for a portfolio."""

from pathlib import Path

import pytest

from accord.apps.batches.reads.opening import fitting_target

FILES = {
    "Task ID,Created At,Completed At,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,Notes,Projects,"
    "Parent task": "portfolio",
    "Initiative,Department,Stage,Sponsor": "portfolio",
    "Issue key,Summary,Status,Assignee,Due date,Created": "portfolio",
    "Name": "portfolio",
    "Name,Email,Department": "people",
    "First name,Last name,Email,Team": "people",
    "Action,Owner,Due,Status": "promises",
    "Objective,Key result,Target,Owner": "goals",
}


@pytest.mark.parametrize(("headers", "target"), FILES.items())
def test_finds_out_what_a_file_lists(tmp_path: Path, headers: str, target: str) -> None:
    path = tmp_path / "file.csv"
    path.write_text(f"{headers}\n" + ",".join("abcdefghijklm"[: headers.count(",") + 1]) + "\n")
    assert fitting_target(path=path, name=path.name) == target
