"""What is wrong with a snapshot, said so that somebody can mend it."""

from dataclasses import dataclass

SHOWN = 10


class SnapshotRefused(Exception):
    """The tables cannot be used as they are; the message says what to mend."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: in which file, which column, which row (1 is the first row of data)."""

    file: str
    column: str
    row: int | None
    said: str

    def __str__(self) -> str:
        """Return the problem as one line."""
        place = [self.file, *([f"column {self.column}"] if self.column else [])]
        place += [f"row {self.row}"] if self.row is not None else []
        return f"{', '.join(place)}: {self.said}"


class TablesRefused(SnapshotRefused):
    """The files hold problems; all of them are in `problems`, the first ten in the message."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems and say the first of them."""
        self.problems = problems
        lines = [str(problem) for problem in problems[:SHOWN]]
        if len(problems) > SHOWN:
            lines.append(f"… and {len(problems) - SHOWN} more.")
        super().__init__("\n".join(lines))
