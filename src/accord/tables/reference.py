"""The published page of the table formats, made from the schemas."""

from accord.tables.schemas import TABLES, Column, Table

INTRODUCTION = """\
# Tables of a snapshot

A snapshot is a folder with one file per table: `initiatives.csv` or `initiatives.parquet`, and so on. Bring the tables
you have. **A table that is absent means that nobody was asked; an empty one means that there is none.** The two are
never mixed up: a practice whose table is absent answers "not enough data" and says which table it lacks.

- CSV files are UTF-8 with a header line. Days read `2026-11-21`, yes/no reads `yes`, `no`, `true`, `false`, `1` or `0`.
- Blank means *not known*, in every column.
- Columns that are not listed here are left aside with a note. The order of columns and rows does not matter.
- `snapshot.json` may hold the day of the tables: `{"as_of": "2026-11-21"}`.

Measure a folder with `accord measure --from FOLDER`.
"""


def markdown() -> str:
    """Return the reference page as Markdown."""
    return "\n".join([INTRODUCTION, *(_section(table) for table in TABLES.values())])


def _section(table: Table) -> str:
    lines = [f"## {table.name}", "", table.doc]
    if table.key:
        lines[-1] += f" No two rows have the same {' and '.join(f'`{name}`' for name in table.key)}."
    lines += ["", "| column | holds | needed | meaning |", "|---|---|---|---|"]
    lines += [_row(column) for column in table.columns]
    return "\n".join([*lines, ""])


def _row(column: Column) -> str:
    holds = " \\| ".join(f"`{code}`" for code in column.allowed) or str(column.kind)
    refers = f" (`id` of {column.refers_to})" if column.refers_to else ""
    return f"| `{column.name}` | {holds}{refers} | {'yes' if column.required else ''} | {column.doc} |"
