"""Rows of cases, claims, reviews and budgets for the snapshot, one table per file."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from accord.apps.value.tables.budgets import research_budgets_table
from accord.apps.value.tables.cases import cases_table
from accord.apps.value.tables.claims import claims_table
from accord.apps.value.tables.classes import cost_ratios_table
from accord.apps.value.tables.commitments import commitments_table
from accord.apps.value.tables.reviews import value_reviews_table

TABLES: dict[str, Callable[..., pl.DataFrame]] = {
    "cases": cases_table,
    "commitments": commitments_table,
    "cost_ratios": cost_ratios_table,
    "claims": claims_table,
    "value_reviews": value_reviews_table,
    "research_budgets": research_budgets_table,
}
