"""What a file lists is found out from its columns; a list that fits nothing is taken for a portfolio."""

from pathlib import Path

import pytest

from accord.apps.batches.reads.opening import fitting_target

FILES = {
    "Task ID,Created At,Completed At,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,Notes,Projects,"
    "Parent task": ("1,2024-01-01,,Build bot,Doing,Ann,ann@example.org,2024-01-01,2024-03-01,,text,AI,", "portfolio"),
    "Initiative,Department,Stage,Sponsor": ("Bot,Ops,Live,Ann", "portfolio"),
    "Issue key,Summary,Status,Assignee,Due date,Created": ("A-1,Do it,Done,Ann,2024-03-01,2024-01-01", "portfolio"),
    "Name": ("Bot", "portfolio"),
    "Name,Email,Department": ("Ann,ann@example.org,Ops", "people"),
    "First name,Last name,Email,Team": ("Ann,Bo,ann@example.org,Ops", "people"),
    "Action,Owner,Due,Status": ("Send it,Ann,2024-03-01,open", "promises"),
    "Objective,Key result,Target,Owner": ("Happy,NPS,50,Ann", "goals"),
}


@pytest.mark.parametrize(("headers", "row", "target"), [(headers, *said) for headers, said in FILES.items()])
def test_finds_out_what_a_file_lists(tmp_path: Path, headers: str, row: str, target: str) -> None:
    path = tmp_path / "file.csv"
    path.write_text(f"{headers}\n{row}\n")
    assert fitting_target(path=path, name=path.name) == target
