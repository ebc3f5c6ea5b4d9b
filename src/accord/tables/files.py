"""Snapshots as folders of plain files: one CSV or Parquet file per table, and the day in `snapshot.json`."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import polars as pl

from accord.tables.refusals import Problem, SnapshotRefused, TablesRefused
from accord.tables.schemas import TABLES, Column, Kind, Table
from accord.tables.snapshot import POLARS_TYPES, Snapshot, collect

DAY_FILE = "snapshot.json"
ENDINGS = (".csv", ".parquet")
YES, NO = ("true", "yes", "1"), ("false", "no", "0")
MOST_PROBLEMS = 20  # a column


def read_folder(folder: Path, *, as_of: date | None = None) -> Snapshot:
    """Read the tables of a folder as they stood on `as_of` (else on the day in snapshot.json, else today).

    Columns and files that are no part of a snapshot are left aside with a note, and so are rows that refer to nothing.
    Raises SnapshotRefused if the folder holds no table, TablesRefused naming file, column and row of what is wrong.
    """
    if not folder.is_dir():
        raise SnapshotRefused(f"{folder} is not a folder.")
    problems: list[Problem] = []
    notes: list[str] = []
    frames: dict[str, pl.DataFrame] = {}
    for path in _table_files(folder, notes):
        frame, found, noted = _read(TABLES[path.stem], path)
        frames[path.stem] = frame
        problems += found
        notes += noted
    if problems:
        raise TablesRefused(tuple(problems))
    if not frames:
        raise SnapshotRefused(f"{folder} holds no table: a file such as initiatives.csv or initiatives.parquet.")
    notes += _loose_ends(frames)
    return Snapshot.of(as_of or _day(folder), frames, notes=notes)


def write_folder(snapshot: Snapshot, folder: Path, *, form: Literal["csv", "parquet"] = "parquet") -> list[Path]:
    """Write every table of a snapshot into a folder and return the files; `read_folder` gives the same back."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, frame in snapshot.tables.items():
        path = folder / f"{name}.{form}"
        rows = collect(frame)
        if form == "csv":
            rows.write_csv(path)
        else:
            rows.write_parquet(path)
        written.append(path)
    day = folder / DAY_FILE
    day.write_text(json.dumps({"as_of": snapshot.as_of.isoformat()}) + "\n", encoding="utf-8")
    return [*written, day]


def _day(folder: Path) -> date:
    path = folder / DAY_FILE
    if not path.exists():
        return date.today()  # noqa: DTZ011 - the day of whoever asks, where they are
    try:
        return date.fromisoformat(json.loads(path.read_text(encoding="utf-8"))["as_of"])
    except (ValueError, KeyError, TypeError) as wrong:
        raise SnapshotRefused(f'{DAY_FILE} must read like {{"as_of": "2026-11-21"}}.') from wrong


def _table_files(folder: Path, notes: list[str]) -> Iterator[Path]:
    seen: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.name == DAY_FILE or path.name.startswith("."):
            continue
        if path.suffix not in ENDINGS or path.stem not in TABLES:
            notes.append(f"{path.name} is no table of a snapshot and was left aside.")
        elif path.stem in seen:
            raise SnapshotRefused(f"There are two files for {path.stem}: {seen[path.stem].name} and {path.name}.")
        else:
            seen[path.stem] = path
            yield path


def _read(table: Table, path: Path) -> tuple[pl.DataFrame, list[Problem], list[str]]:
    raw = _raw(path)
    missing = [name for name in table.required if name not in raw.columns]
    if missing:
        return raw, [Problem(path.name, name, None, "this column is missing.") for name in missing], []
    extra = [name for name in raw.columns if name not in table.names]
    notes = [f"{path.name}: left aside, no part of a snapshot: {', '.join(extra)}."] if extra else []
    problems: list[Problem] = []
    columns = []
    for column in table.columns:
        if column.name in raw.columns:
            series, found = _typed(raw[column.name], column, path.name)
            problems += found
        else:
            series = pl.Series(column.name, [None] * raw.height, dtype=POLARS_TYPES[column.kind])
        columns.append(series)
    frame = pl.DataFrame(columns)
    return frame, problems or _twice(frame, table, path.name), notes


def _raw(path: Path) -> pl.DataFrame:
    try:
        if path.suffix == ".parquet":
            return pl.read_parquet(path)
        frame = pl.read_csv(path, infer_schema=False, encoding="utf8")
    except pl.exceptions.NoDataError:
        return pl.DataFrame()
    except (pl.exceptions.PolarsError, OSError) as wrong:
        raise SnapshotRefused(f"{path.name} cannot be read: {str(wrong).splitlines()[0]}") from wrong
    return frame.rename({name: name.strip() for name in frame.columns})


def _typed(raw: pl.Series, column: Column, file: str) -> tuple[pl.Series, list[Problem]]:
    given = raw.str.strip_chars().replace("", None) if raw.dtype == pl.String else raw
    if given.dtype == pl.Null:
        given = given.cast(pl.String)
    result, expected = _convert(given, column)
    wrong = (given.is_not_null() & result.is_null()).arg_true().to_list()
    problems = [
        Problem(file, column.name, row + 1, f"“{given[row]}” is not {expected}.") for row in wrong[:MOST_PROBLEMS]
    ]
    if column.required:
        blank = given.is_null().arg_true().to_list()
        problems += [Problem(file, column.name, row + 1, "this must not be blank.") for row in blank[:MOST_PROBLEMS]]
    return result.alias(column.name), problems


def _convert(given: pl.Series, column: Column) -> tuple[pl.Series, str]:
    """Return the values as the column's kind, null where they are not, and what was expected of them in words."""
    if column.kind is Kind.TEXT:
        return given.cast(pl.String), "text"
    if column.kind is Kind.NUMBER:
        number = given.cast(pl.Float64, strict=False)
        return number.to_frame().select(pl.when(pl.first().is_finite()).then(pl.first())).to_series(), "a number"
    if column.kind is Kind.DAY:
        return _days(given), "a day such as 2026-11-21"
    words = given.cast(pl.String, strict=False).str.to_lowercase()
    if column.kind is Kind.FLAG:
        flags = {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}
        return words.replace_strict(flags, default=None, return_dtype=pl.Boolean), "yes or no"
    kept = words.replace_strict({code: code for code in column.allowed}, default=None, return_dtype=pl.String)
    return kept, f"one of {', '.join(column.allowed)}"


def _days(given: pl.Series) -> pl.Series:
    if given.dtype == pl.Date:
        return given
    if isinstance(given.dtype, pl.Datetime):
        return given.dt.date()
    return given.cast(pl.String, strict=False).str.to_date("%Y-%m-%d", strict=False)


def _twice(frame: pl.DataFrame, table: Table, file: str) -> list[Problem]:
    if not table.key or frame.is_empty():
        return []
    again = frame.select(~pl.struct(table.key).is_first_distinct()).to_series().arg_true()
    key = ", ".join(table.key)
    return [
        Problem(file, key, row + 1, f"“{', '.join(map(str, frame.select(table.key).row(row)))}” stands there twice.")
        for row in again.to_list()[:MOST_PROBLEMS]
    ]


def _loose_ends(frames: dict[str, pl.DataFrame]) -> Iterator[str]:
    """Yield a note for each column with values that no row of the table it refers to has."""
    for name, frame in frames.items():
        for column in TABLES[name].columns:
            target = frames.get(column.refers_to)
            if target is None or column.name not in frame.columns:
                continue
            loose = frame.filter(pl.col(column.name).is_not_null() & ~pl.col(column.name).is_in(target["id"].implode()))
            if loose.height:
                yield (
                    f"{name}, column {column.name}: {loose.height} rows refer to what {column.refers_to} does not "
                    f"hold, such as “{loose[column.name][0]}”."
                )
