"""`accord tables`: the formats of the snapshot tables. Needs neither a home nor the web."""

import click

from accord.tables.schemas import TABLES, Column, Table


@click.command()
@click.option("--markdown", "as_markdown", is_flag=True, help="Print the reference page.")
@click.argument("names", nargs=-1, metavar="[TABLE]...")
def command(*, as_markdown: bool, names: tuple[str, ...]) -> None:
    """Show the formats of the snapshot tables, all or some."""
    unknown = [name for name in names if name not in TABLES]
    if unknown:
        raise click.ClickException(f"There is no table {unknown[0]}; there are {', '.join(TABLES)}.")
    if as_markdown:
        from accord.tables.reference import markdown

        click.echo(markdown())
        return
    _show([TABLES[name] for name in names or TABLES])


def _show(tables: list[Table]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table as Grid

    console = Console()
    for table in tables:
        grid = Grid("Column", "Holds", "Needed", "Meaning", title=table.name, caption=table.doc, title_justify="left")
        for column in table.columns:
            grid.add_row(column.name, _holds(column), "yes" if column.required else "", escape(column.doc))
        console.print(grid)


def _holds(column: Column) -> str:
    return " | ".join(column.allowed) or str(column.kind)
