"""What `accord import` says to people: a sentence, the problems, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from accord.apps.batches.models import Batch


def show(batch: Batch, *, written: bool) -> None:
    """Print what a file came to."""
    console = Console(highlight=False)
    counts = batch.result["verdicts"]
    wrote = "Written" if written else "Nothing is written yet"
    console.out(
        f"{batch.name}: {batch.result['rows']:,} rows, {counts['new']:,} new, {counts['changed']:,} changed, "
        f"{counts['same']:,} the same, {counts['refused']:,} left out. {wrote}."
    )
    console.out(
        f"Read as {batch.encoding}, cells divided by {_delimiter(batch.delimiter)}, true as of {batch.as_of}.\n"
    )
    _list(console, batch, written=written)
    _mapping(console, batch)
    _problems(console, batch)
    _next(console, batch, written=written)


def _list(console: Console, batch: Batch, *, written: bool) -> None:
    if not batch.source_list:
        return
    verb = "left it" if written else "would leave it"
    console.out(f"The next state of “{batch.source_list.name}”: {batch.left_count:,} records {verb}.")
    if older := batch.result.get("older", 0):
        console.out(f"{older:,} rows are older than what the list has said since; the newer values stay.")
    console.out("")


def _delimiter(sign: str) -> str:
    return {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}.get(sign, sign)


def _mapping(console: Console, batch: Batch) -> None:
    from accord.apps.batches import sockets

    labels = {field.name: str(field.label) for field in sockets.fields_of(batch.target)}
    pairs = [(header, labels[plan["to"]], plan["confidence"]) for header, plan in zip(batch.headers, batch.plan, strict=True)
             if plan["to"] in labels]  # fmt: skip
    table = Table(title=f"{len(pairs)} of {len(batch.headers)} columns are recognised", title_justify="left", box=None)
    table.add_column("Column", max_width=70, overflow="ellipsis", no_wrap=True)
    table.add_column("goes to", no_wrap=True)
    for header, label, _confidence in pairs:
        table.add_row(Text(header), Text(label))
    console.print(table)
    console.out(f"The other {len(batch.headers) - len(pairs)} are kept as extra fields.\n")


def _problems(console: Console, batch: Batch) -> None:
    from accord.apps.batches.reads import problem_label
    from accord.apps.batches.reads.sentences import problem_advice

    problems = batch.result["problems"]
    if not problems:
        console.out("No problems.\n")
        return
    table = Table(title=f"Problems, in {batch.result['rows_with_problems']:,} rows", title_justify="left", box=None)
    table.add_column("Problem")
    table.add_column("How many", justify="right")
    table.add_column("What to do")
    for kind, count in problems.items():
        table.add_row(Text(problem_label(kind)), f"{count:,}", Text(problem_advice(kind)))
    console.print(table)
    console.print()


def _next(console: Console, batch: Batch, *, written: bool) -> None:
    if written:
        console.out(f"See it in the browser under /import/{batch.pk}/, measure it with `accord measure`,")
        console.out(f"or take it back with `accord import --undo {batch.pk}`.")
        return
    console.print(
        "Write it with --commit. Look at single rows, or change the columns, on the page Import in the browser."
    )
    if "serial_year" in batch.result["problems"]:
        console.out("Days of 1905 become the years they stand for with --repair-years.")
    if "date_order_open" in batch.result["problems"]:
        console.out("Say whether day or month comes first with --dates day-first or --dates month-first.")
