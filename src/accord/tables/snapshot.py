"""A snapshot: the tables of one day, whichever dataframe library holds them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import narwhals as nw
import polars as pl

from accord.tables.refusals import SnapshotRefused
from accord.tables.schemas import TABLES, Column, Kind, Table
from accord.tables.tree import Tree

Made = TypeVar("Made")
TYPES: dict[Kind, Any] = {
    Kind.TEXT: nw.String,
    Kind.CODE: nw.String,
    Kind.DAY: nw.Date,
    Kind.NUMBER: nw.Float64,
    Kind.FLAG: nw.Boolean,
}
POLARS_TYPES: dict[Kind, pl.DataType] = {
    Kind.TEXT: pl.String(),
    Kind.CODE: pl.String(),
    Kind.DAY: pl.Date(),
    Kind.NUMBER: pl.Float64(),
    Kind.FLAG: pl.Boolean(),
}


@dataclass(frozen=True)
class Snapshot:
    """The tables as they stood on `as_of`; an absent table was never asked for. Make one with `of` or `from_rows`."""

    as_of: date
    tables: Mapping[str, nw.LazyFrame[Any]]
    notes: tuple[str, ...] = field(default=())
    _made: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, as_of: date, tables: Mapping[str, Any], *, notes: Iterable[str] = ()) -> "Snapshot":
        """Take frames of one dataframe library (Polars, DuckDB, pandas, …) as they are, columns put to their types.

        Unknown columns are left out, missing ones that need not be there read as unknown. Raises SnapshotRefused on an
        unknown table, a missing column that every row needs, or frames of more than one library.
        """
        frames = {name: _frame(_table(name), native) for name, native in tables.items()}
        if len({frame.implementation for frame in frames.values()}) > 1:
            raise SnapshotRefused("The tables of one snapshot must come from one dataframe library.")
        return cls(as_of, frames, tuple(notes))

    @classmethod
    def from_rows(cls, as_of: date, tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> "Snapshot":
        """Make a snapshot of plain rows (a mapping each; a column left out is unknown), held by Polars.

        Raises SnapshotRefused as `of`, and naming the column whose values are of the wrong kind.
        """
        return cls.of(as_of, {name: polars_frame(_table(name), rows) for name, rows in tables.items()})

    def get(self, name: str) -> nw.LazyFrame[Any] | None:
        """Return a table, or None if nobody was asked."""
        return self.tables.get(_table(name).name)

    def has(self, *names: str) -> bool:
        """Tell whether all these tables were asked for."""
        return all(name in self.tables for name in names)

    def missing(self, *names: str) -> tuple[str, ...]:
        """Return which of these tables nobody was asked for."""
        return tuple(name for name in names if name not in self.tables)

    def is_empty(self, name: str) -> bool:
        """Tell whether somebody was asked for this table and there was none."""
        frame = self.get(name)
        return frame is not None and collect(frame.select(TABLES[name].names[0]).head(1)).is_empty()

    def once(self, name: str, make: Callable[["Snapshot"], Made]) -> Made:
        """Return what `make` gives for this snapshot, made only the first time that `name` is asked for."""
        if name not in self._made:
            self._made[name] = make(self)
        made: Made = self._made[name]
        return made

    @cached_property
    def tree(self) -> Tree:
        """Return the departments as a tree (an empty one if there are none)."""
        frame = self.get("departments")
        rows = collect(frame.select("id", "parent", "name")).rows() if frame is not None else []
        return Tree.of(rows)

    @cached_property
    def initiatives(self) -> pl.DataFrame:
        """Return id, title, department and stage of every initiative, a blank stage as unknown, in order of id."""
        frame = self.get("initiatives")
        if frame is None:
            return pl.DataFrame(schema=dict.fromkeys(("id", "title", "department", "stage"), pl.String))
        wanted = frame.select("id", "title", "department", nw.col("stage").fill_null("unknown"))
        return collect(wanted).unique("id", keep="first", maintain_order=True).sort("id")


def collect(frame: nw.LazyFrame[Any]) -> pl.DataFrame:
    """Run a query and return its rows in memory."""
    if frame.implementation.is_polars():
        native = frame.to_native()
        return native.collect() if isinstance(native, pl.LazyFrame) else native
    return frame.collect().to_polars()


def polars_frame(table: Table, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Return rows as a Polars frame with the table's columns; raises SnapshotRefused on a value of the wrong kind."""
    held = list(rows)
    extra = {name for row in held for name in row} - set(table.names)
    if extra:
        raise SnapshotRefused(f"{table.name}: there is no column {', '.join(sorted(extra))}.")
    return pl.DataFrame([_series(table, column, [row.get(column.name) for row in held]) for column in table.columns])


def _series(table: Table, column: Column, values: list[Any]) -> pl.Series:
    try:
        if column.kind is Kind.NUMBER:
            values = [None if value is None else float(value) for value in values]
        return pl.Series(column.name, values, dtype=POLARS_TYPES[column.kind], strict=True)
    except (TypeError, ValueError, pl.exceptions.PolarsError) as wrong:
        raise SnapshotRefused(f"{table.name}, column {column.name}: every value must be {column.kind}.") from wrong


def _table(name: str) -> Table:
    try:
        return TABLES[name]
    except KeyError:
        raise SnapshotRefused(f"There is no table {name}; there are {', '.join(TABLES)}.") from None


def _frame(table: Table, given: Any) -> nw.LazyFrame[Any]:
    frame: nw.LazyFrame[Any] = nw.from_native(_with_arrow_types(given), pass_through=False).lazy()
    present = frame.collect_schema()
    missing = [name for name in table.required if name not in present]
    if missing:
        raise SnapshotRefused(f"{table.name}: the column {', '.join(missing)} is missing.")
    return frame.select(*(_typed(column, present.get(column.name)) for column in table.columns))


def _typed(column: Column, present: Any) -> nw.Expr:
    wanted = TYPES[column.kind]
    if present is None:
        return nw.lit(None).cast(wanted).alias(column.name)
    return nw.col(column.name) if present == wanted else nw.col(column.name).cast(wanted)


def _with_arrow_types(given: Any) -> Any:
    """Give a pandas frame types that know days and unknown values; anything else stays as it is."""
    plain = given.to_native() if isinstance(given, nw.DataFrame | nw.LazyFrame) else given
    if type(plain).__module__.partition(".")[0] == "pandas":
        return plain.convert_dtypes(dtype_backend="pyarrow")
    return plain
