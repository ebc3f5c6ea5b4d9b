"""`accord measure`: the readings in the terminal or as JSON. On a folder of tables it needs neither home nor web."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from accord.practices import Reading
    from accord.tables import Snapshot


@click.command()
@click.option("--from", "folder", type=click.Path(path_type=Path), help="A folder of CSV or Parquet tables.")
@click.option("--practice", "practices", multiple=True, metavar="CODE", help="Only this one; may be repeated.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day to measure for.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--rows", is_flag=True, help="With --json: the evidence rows too.")
@click.option("--every", is_flag=True, help="In the table: every initiative, not only those with a gap of their own.")
def command(
    *, folder: Path | None, practices: tuple[str, ...], as_of: datetime | None, as_json: bool, rows: bool, every: bool
) -> None:
    """Measure the practices, in the home or on a folder of tables."""
    day = as_of.date() if as_of else None
    if folder is None:
        from accord.cli.measure_home import measure_home

        measure_home(practices=practices, as_of=day, as_json=as_json)
        return
    snapshot, readings = _measured(folder, practices, day)
    if as_json:
        from accord.cli.readings_table import as_text

        click.echo(as_text(snapshot, readings, rows=rows))
    else:
        from accord.cli.readings_table import show

        show(snapshot, readings, every=every)


def _measured(folder: Path, practices: tuple[str, ...], day: date | None) -> "tuple[Snapshot, Sequence[Reading]]":
    from accord.practices import measure_all
    from accord.tables import SnapshotRefused
    from accord.tables.files import read_folder

    try:
        snapshot = read_folder(folder, as_of=day)
        return snapshot, measure_all(snapshot, practices or None)
    except SnapshotRefused as refused:
        raise click.ClickException(str(refused)) from refused
    except KeyError as unknown:
        raise click.ClickException(str(unknown.args[0])) from unknown
