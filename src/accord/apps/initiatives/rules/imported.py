"""Rows as an import hands them over: checked values, links already resolved to ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accord.apps.initiatives.rules.stages import Stage
from accord.apps.initiatives.rules.values import Visibility


@dataclass(frozen=True)
class DatedStage:
    """A stage in a source: the day it began, or (without one) only the day the source asserted it."""

    stage: Stage
    on: date | None = None
    asserted_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class InitiativeRow:
    """A new initiative of an import.

    ``stages`` is its history in the order it happened; the last is where it stands. Without any it is unknown.
    A source that states only the present stage gives one DatedStage with ``asserted_on`` (the file's date). ``stated``
    is what it says of plan and money, by the initiative's own fields (planned_end_on, cost_amount, …).
    """

    title: str
    id: int | None = None  # the one it had when the same file was written before
    summary: str = ""
    department_id: int | None = None
    sponsor_id: int | None = None
    lead_id: int | None = None
    visibility: Visibility = Visibility.EVERYONE
    external_key: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    stages: tuple[DatedStage, ...] = ()
    stated: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class InitiativeChange:
    """A change an import makes to an initiative that is there already.

    ``values`` holds only the fields the source speaks of (title, summary, department_id, sponsor_id, lead_id,
    visibility, external_key, plan and money, extra: merged into the present extra fields). ``stages`` are appended unless they are
    there already.
    """

    id: int
    values: Mapping[str, Any] = field(default_factory=dict)
    stages: tuple[DatedStage, ...] = ()
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class StatementRow:
    """What a source says of an initiative: ``values`` by the fields of a statement, only those it speaks of.

    ``id`` is the one it had when the same file was written before, None for any.
    """

    initiative_id: int
    row: int
    values: Mapping[str, Any] = field(default_factory=dict)
    id: int | None = None
