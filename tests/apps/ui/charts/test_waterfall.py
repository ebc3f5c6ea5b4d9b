"""How an amount comes down from step to step, with the same as a table."""

import pytest

from accord.apps.ui.charts import WaterStep, waterfall_chart

pytestmark = pytest.mark.one_database
STEPS = [
    WaterStep("Planned", 500.0),
    WaterStep("Committed", 300.0, "not committed yet", "beyond the plan"),
    WaterStep("Released", None, "not released yet", "ahead"),
    WaterStep("Spent <b>", 350.0, "not spent yet", "beyond what is released"),
    WaterStep("Realised", -20.0, tone="good"),
]


def test_names_what_lies_between_two_known_steps():
    chart = waterfall_chart(STEPS, title="Way down")
    assert chart.rows == (
        ("Planned", "500", ""), ("Committed", "300", "-200"), ("Released", "–", ""), ("Spent <b>", "350", "50"),
        ("Realised", "-20", ""),
    )  # fmt: skip
    assert "not committed yet: 200" in chart.description
    assert "beyond what is released: 50" in chart.description
    assert "Released" not in chart.description


def test_draws_both_widths_and_escapes_words():
    svg = str(waterfall_chart(STEPS, title="Way down").svg)
    assert svg.count("<svg") == 2
    assert "Spent <b>" not in svg
    assert "tone-good" in svg


def test_says_so_while_nothing_is_there():
    empty = waterfall_chart(
        [WaterStep("Planned", None), WaterStep("Committed", 0.0)], title="Way down", empty="Nothing yet"
    )
    assert "Nothing yet" in str(empty.svg)
    assert not empty.rows
