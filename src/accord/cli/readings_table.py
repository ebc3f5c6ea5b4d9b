"""Readings in the terminal and as JSON, for whoever measured them."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from accord.practices import Reading
    from accord.tables import Snapshot

PLAIN_WIDTH = 140  # where the output is no terminal
SIDES = {("side", "business"): "Business", ("side", "it"): "IT", ("side", "finance"): "Finance"}
VERDICTS = {"good": "[green]good ✓[/]", "bad": "[red]out of step ✗[/]", "unclear": "cannot tell yet", "none": "–"}
STATUSES = {
    "thin": "few to go by",
    "insufficient": "not enough data",
    "suppressed": "not shown",
    "not_applicable": "does not apply",
}


def as_text(snapshot: "Snapshot", readings: "Sequence[Reading]", *, rows: bool = False) -> str:
    """Return readings as a JSON document."""
    from accord.practices import opening

    strictness = opening(snapshot)
    document = {
        "as_of": snapshot.as_of.isoformat(),
        "notes": list(snapshot.notes),
        "opening": {
            "level": strictness.level,
            "pairs": strictness.pairs,
            "looks_a_year": strictness.looks,
            "expected_false_gaps_a_year": strictness.expected,
        },
        "readings": [
            {**reading.as_dict(evidence=rows), "sentences": [str(reason) for reason in reading.reasons]}
            for reading in readings
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def show(snapshot: "Snapshot", readings: "Sequence[Reading]", *, every: bool = False) -> None:
    """Print readings, one table a practice."""
    from itertools import groupby

    from rich.console import Console

    from accord.practices import practice

    console = Console(soft_wrap=False)
    if not console.is_terminal:
        console = Console(width=PLAIN_WIDTH)
    names = _names(snapshot)
    console.print(f"Readings of {snapshot.as_of.isoformat()}")
    for code, group in groupby(readings, key=lambda reading: reading.practice):
        shown = [r for r in group if every or r.opens or r.subject_kind != "initiative"]
        console.print(_grid(f"{code} · {practice(code).title}", _without_echo(shown), names))
    for note in snapshot.notes:
        console.print(f"Note: {note}", markup=False, highlight=False)


def _grid(title: str, readings: "Sequence[Reading]", names: dict[tuple[str, str], str]) -> "Table":
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    grid = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, expand=True)
    grid.add_column("Practice", no_wrap=True)
    grid.add_column("Subject", ratio=2)
    for heading in ("Value", "Range", "n"):
        grid.add_column(heading, justify="right", no_wrap=True)
    grid.add_column("Says", no_wrap=True)
    grid.add_column("Why", ratio=3)
    for reading in readings:
        says = VERDICTS[reading.verdict] if reading.status == "ok" else STATUSES[reading.status]
        grid.add_row(
            reading.practice,
            escape(names.get(reading.subject, reading.subject_id)),
            value_words(reading),
            range_words(reading),
            str(reading.n),
            says,
            escape(why_words(reading)),
        )
    return grid


def _without_echo(readings: "Sequence[Reading]") -> "Sequence[Reading]":
    """Leave only the first where nobody was asked at all: every department, or side, would say the same."""
    whole = next((reading for reading in readings if reading.subject_kind in {"organisation", "side"}), None)
    if whole is None or whole.inputs_digest or whole.status != "insufficient":
        return readings
    return [whole]


def why_words(reading: "Reading") -> str:
    """Return the reasons in one go; of departments and initiatives only the first that is its own."""
    from accord.practices import practice

    if reading.subject_kind in {"organisation", "side"}:
        return " ".join(str(reason) for reason in reading.reasons)
    own = (str(reason) for reason in reading.reasons if reason not in practice(reading.practice).limits)
    return next(own, "")


def value_words(reading: "Reading") -> str:
    """Return the value as people read it."""
    if reading.value is None:
        return "–"
    return ("≥ " if reading.at_least else "") + _said(reading.value, reading.unit)


def range_words(reading: "Reading") -> str:
    """Return the range as people read it; nothing if there is none."""
    if reading.low is None and reading.high is None:
        return ""
    low = "…" if reading.low is None else _said(reading.low, reading.unit)
    high = "…" if reading.high is None else _said(reading.high, reading.unit)
    return f"{low} – {high}"


def _said(value: float, unit: str) -> str:
    from accord.practices import UNITS

    return UNITS[unit].text(value)


def _names(snapshot: "Snapshot") -> dict[tuple[str, str], str]:
    tree = snapshot.tree
    departments = {("department", identity): name for identity, name in zip(tree.ids, tree.names, strict=True)}
    initiatives = {("initiative", row[0]): row[1] for row in snapshot.initiatives.select("id", "title").iter_rows()}
    return {("organisation", ""): "Organisation", **departments, **initiatives, **SIDES}
