"""How finished work turned out against its first estimate: of the house, and published, as rows of a snapshot."""

from __future__ import annotations

from datetime import date

import polars as pl

from accord.apps.value.reads.figures.own_history import own_cases
from accord.apps.value.rules.classes import OWN, public_class

TEXT, NUMBER = pl.String(), pl.Float64()


def cost_ratios_table(*, as_of: date) -> pl.DataFrame:
    """Give the ratios of the house's finished initiatives and of the class that ships with Accord; nine queries at most.

    The history of the house is taken as it is known now, whatever the day.
    """
    own = [(f"own-{one.initiative_id}", OWN, "own", one.cost_ratio, one.months_ratio) for one in own_cases(viewer=None)]
    public = public_class()
    costs = [(f"cost-{n}", public.code, "public", one.ratio, None) for n, one in enumerate(public.costs)]
    times = [(f"time-{n}", public.code, "public", None, one.ratio) for n, one in enumerate(public.times)]
    known = [row for row in own if row[3] is not None or row[4] is not None]
    return pl.DataFrame(
        [*known, *costs, *times],
        schema={"id": TEXT, "class": TEXT, "source": TEXT, "cost_ratio": NUMBER, "months_ratio": NUMBER},
        orient="row",
    )
