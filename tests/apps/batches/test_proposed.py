"""Which column of the real files must go to which field, read off the files by eye."""

from __future__ import annotations

from pathlib import Path

import pytest

from accord.apps.batches import sockets
from accord.apps.batches.reads.opening import opened
from accord.apps.batches.rules.choices import Choices
from accord.apps.batches.rules.columns import Column, Gatherer
from accord.apps.batches.rules.plans import EXTRA, ColumnPlan
from accord.apps.batches.rules.proposals import SURE, propose
from accord.apps.guardrails.plugs.portfolio_fields import ANSWERS

pytestmark = pytest.mark.one_database

FEDERAL = "federal-ai-2024/2024_consolidated_ai_inventory_raw"
GMPP = "uk-gmpp-2014-2021/uk_{}.csv"
CANADA = "canada-it-projects/gc-it-projects-{}.csv"
# field → how its header begins; every other column must stay an extra field
EARLY = {
    "title": "project name", "department": "department", "summary": "description / aims",
    "initiated_on": "project - start date", "planned_end_on": "project - end date",
}  # fmt: skip
LATER = {
    "title": "project_name", "department": "department", "summary": "description_aims", "rating": "colour_rating",
    "initiated_on": "start_date", "planned_end_on": "end_date", "cost": "wlc_baseline_incl_ncg",
}  # fmt: skip
WHOLE_LIFE = "total budgeted whole life costs"
CANADIAN = {
    "key": "uniqueid", "department": "department", "title": "projectname", "summary": "description",
    "cost": "totalbudget", "planned_end_on": "estimatedcompletiondate",
}  # fmt: skip
EXPECTED: dict[str, dict[str, str]] = {
    f"{FEDERAL}.csv": {
        "title": "2_use_case_name", "department": "3_agency", "summary": "11_purpose_benefits", "stage": "16_dev_stage",
        "impact": "17_impact_type", "initiated_on": "18_date_initiated", "acquired_on": "19_date_acq_dev_began",
        "implemented_on": "20_date_implemented", "retired_on": "21_date_retired",
    },
    f"{FEDERAL}_v2.csv": {
        "title": "use case name", "department": "agency", "stage": "stage of development",
        "summary": "what is the intended purpose and expected benefits",
        "impact": "is the ai use case rights-impacting, safety-impacting", "initiated_on": "date initiated",
        "acquired_on": "date when acquisition and/or development", "implemented_on": "date implemented",
        "retired_on": "date retired",
    },
    GMPP.format(2014): {**EARLY, "rating": "mpa rag rating", "cost": WHOLE_LIFE},
    GMPP.format(2015): {**EARLY, "rating": "mpa rag rating", "cost": WHOLE_LIFE},
    GMPP.format(2016): {**EARLY, "rating": "ipa rag rating", "cost": WHOLE_LIFE},
    GMPP.format(2017): {**EARLY, "rating": "ipa delivery confidence", "cost": "whole life cost total baseline"},
    GMPP.format(2018): LATER,
    GMPP.format(2019): LATER,
    GMPP.format(2020): {**LATER, "key": "project_number"},
    GMPP.format(2021): {**LATER, "key": "project_number"},
    CANADA.format(2016): CANADIAN,
    CANADA.format(2019): CANADIAN,
}  # fmt: skip


def proposed(path: Path) -> list[tuple[Column, ColumnPlan]]:
    """Read a file and give each of its columns with what is proposed."""
    fields = sockets.fields_of("portfolio")
    table = opened(path=path, name=path.name, fields=fields, choices=Choices()).table
    gatherer = Gatherer(table.headers)
    for _place, cells in table.rows():
        gatherer.add(cells)
    columns = gatherer.columns()
    return list(zip(columns, propose(columns, fields).columns, strict=True))


@pytest.mark.parametrize("name", EXPECTED)
class TestRealFiles:
    def test_every_column_goes_where_it_belongs_for_sure(self, name: str, data_dir: Path) -> None:
        found = proposed(data_dir / name)

        asked_by_others = {field.name for field in ANSWERS}
        went = {plan.to: " ".join(column.name.casefold().split()) for column, plan in found if plan.to != EXTRA}
        own = {field: header for field, header in went.items() if field not in asked_by_others}
        assert {field: header[: len(EXPECTED[name].get(field, ""))] for field, header in own.items()} == EXPECTED[name]
        assert [column.name for column, plan in found if plan.to in own and plan.confidence < SURE] == []
