"""Makes the public reference class that ships with Accord from the yearly reports on the UK's major projects.

    .venv/bin/python tools/reference_class.py FOLDER

FOLDER holds ``uk_2014.csv`` to ``uk_2021.csv``. The file says for each project what was stated first and what last.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from pathlib import Path
from typing import Any

from accord.apps.batches.rules.dates import read_date
from accord.apps.initiatives.rules import is_rebased

OUT = Path(__file__).resolve().parent.parent / "src/accord/apps/value/rules/uk-major-projects.json"
YEARS = range(2014, 2022)
ON_THEIR_SIDE = range(2014, 2018)  # one project in each column
SEMICOLONS = {2021}
HEADS = {
    "name": re.compile(r"project.name", re.IGNORECASE),
    "start": re.compile(r"start.date", re.IGNORECASE),
    "end": re.compile(r"end.date", re.IGNORECASE),
    "cost": re.compile(
        r"^(total budgeted whole life costs?|whole life cost total baseline|wlc_baseline)", re.IGNORECASE
    ),
}
WORD = re.compile(r"\w+")
ABOUT: dict[str, Any] = {
    "code": "uk-major-projects",
    "title": "UK Government Major Projects Portfolio, 2014 to 2021",
    "source": "Annual reports of the Major Projects Authority and the Infrastructure and Projects Authority on the "
              "Government Major Projects Portfolio, 2014 to 2021",
    "notice": "Contains public sector information licensed under the Open Government Licence v3.0.",
    "licence_url": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "stands_for": "as of 30 September of the year before each report",
    "what": "For each project that at least two yearly reports name: the whole-life cost and the planned end as first and "
            "as last stated, in million pounds sterling. Projects are found again by the words of their names.",
    "what_not": "Estimates held against earlier estimates: what the projects came to in the end is not in these reports. "
                "Many had been approved years before the first report, so growth before it is missing. Large public "
                "projects of all kinds, few of them about AI. Thin evidence: history of one's own is better.",
}  # fmt: skip


@dataclass(frozen=True)
class Stated:
    """What one report says of one project: cost in million pounds; None where it says nothing that can be read."""

    year: int
    name: str
    start: date | None
    end: date | None
    cost: Decimal | None


def read(path: Path, year: int) -> Iterator[Stated]:
    """Read one report: one project in each column until 2017, in each row from 2018 on; cp1252 with stray bytes."""
    text = path.read_bytes().decode("cp1252", errors="replace")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if year in SEMICOLONS else ","))
    if year in ON_THEIR_SIDE:
        widest = max(len(row) for row in rows)
        rows = [list(column) for column in zip(*(row + [""] * (widest - len(row)) for row in rows), strict=True)]
    places = {what: next(n for n, head in enumerate(rows[0]) if found.search(head)) for what, found in HEADS.items()}
    for row in rows[1:]:
        # A project has a department, a rating and more; a remark beside the table stands alone.
        if row[places["name"]].strip() and sum(bool(cell.strip()) for cell in row) > 2:
            yield Stated(
                year,
                " ".join(row[places["name"]].split()),
                day(row[places["start"]]),
                day(row[places["end"]]),
                cost(row[places["cost"]]),
            )


def day(text: str) -> date | None:
    """Read a day written day first; years of two digits are those of this century. A month alone is no day."""
    found = read_date(text, day_first=True, repairs=("two_digits",)).value
    return date.fromisoformat(found) if len(found) == 10 else None


def cost(text: str) -> Decimal | None:
    """Read million pounds: 17184.647, £19,258.00m, -£7,169.20. None for prose and for nothing."""
    try:
        return Decimal(text.strip().removesuffix("m").replace("£", "").replace(",", ""))
    except InvalidOperation:
        return None


def key(name: str) -> str:
    """Give the words of a name, by which a project is found again."""
    return " ".join(WORD.findall(name.casefold()))


def histories(folder: Path) -> dict[str, list[Stated]]:
    """Give what the reports say of each project, oldest first; of a name repeated in one report the first counts."""
    found: dict[str, list[Stated]] = {}
    for year in YEARS:
        seen: set[str] = set()
        for one in read(folder / f"uk_{year}.csv", year):
            if key(one.name) not in seen:
                seen.add(key(one.name))
                found.setdefault(key(one.name), []).append(one)
    return found


def anew(told: Sequence[Stated]) -> bool:
    """Tell whether the cost changed more than tenfold from one report to the next: another scope or unit, not growth."""
    costs = [one.cost for one in told if one.cost is not None and one.cost > 0]
    return any(is_rebased(float(later / earlier)) for earlier, later in pairwise(costs))


def cost_case(told: Sequence[Stated]) -> list[Any] | None:
    """Give name, year and cost first stated, year and cost last stated; None for fewer than two."""
    costs = [one for one in told if one.cost is not None and one.cost > 0]
    if len(costs) < 2:
        return None
    first, last = costs[0], costs[-1]
    return [last.name, first.year, str(first.cost), last.year, str(last.cost)]


def time_case(told: Sequence[Stated]) -> list[Any] | None:
    """Give name, start, year and end first stated, year and end last stated; None for fewer than two."""
    ends = [one for one in told if one.end is not None]
    starts = [one.start for one in told if one.start is not None]
    if len(ends) < 2 or not starts:
        return None
    first, last = ends[0], ends[-1]
    if first.end is None or last.end is None or min(first.end, last.end) <= starts[0]:
        return None
    return [last.name, str(starts[0]), first.year, str(first.end), last.year, str(last.end)]


def made(folder: Path) -> str:
    """Make the file's text: one case a line, in the order of the names."""
    told = [said for _name, said in sorted(histories(folder).items())]
    costs = [case for one in told if not anew(one) and (case := cost_case(one))]
    times = [case for one in told if (case := time_case(one))]
    left = [one[-1].name for one in told if anew(one)]
    parts = [f" {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in ABOUT.items()]
    parts.append(_rows("left_out", left))
    parts.append(
        f' "cost_columns": {json.dumps(["project", "first_report", "first_cost", "last_report", "last_cost"])}'
    )
    parts.append(_rows("costs", costs))
    parts.append(
        f' "time_columns": {json.dumps(["project", "start", "first_report", "first_end", "last_report", "last_end"])}'
    )
    parts.append(_rows("times", times))
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _rows(name: str, rows: Sequence[Any]) -> str:
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    return f' "{name}": [\n{lines}\n ]'


def main() -> None:
    """Write the file."""
    text = made(Path(sys.argv[1]))
    OUT.write_text(text, encoding="utf-8")
    print(f"{OUT.name}: {len(text):,} characters")


if __name__ == "__main__":
    main()
