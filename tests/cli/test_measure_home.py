"""`accord measure` in the home: what it says of a tiny organisation, and what it leaves alone."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone

from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import Initiative
from accord.apps.readings.models import Measurement, ReadingRow
from accord.cli.measure import command as measure

pytestmark = pytest.mark.django_db
PLAIN = "Reads invoices so that clerks check instead of type."


@pytest.fixture
def portfolio(cast):
    """Build twelve initiatives of marketing that nobody but a few may see."""
    at = timezone.now() - timedelta(days=3)
    day = timezone.localdate(at)
    for n in range(12):
        initiatives.add_initiative(
            title=f"Hidden {n}", summary=PLAIN, department_id=cast.marketing.pk, stage="building", stage_date=day,
            visibility="limited", by=cast.office, at=at,
        )  # fmt: skip


def run(*words):
    return CliRunner().invoke(measure, [str(word) for word in words])


def test_prints_readings_with_the_names_of_subjects_and_what_is_new(portfolio):
    result = run()
    assert result.exit_code == 0, result.output
    done = Measurement.objects.get()
    assert "P22 · AI work that everyone can see" in result.output
    assert "Marketing" in result.output
    assert f"Measured {done.measured} readings; {done.changed} say something new." in result.output
    assert "at most 0.5 false gaps a year over 69 readings" in result.output


def test_says_which_gaps_opened_and_closed(portfolio):
    assert "Gap opened" not in run().output
    second = run()
    # none of twelve is open to everyone: out of step in two readings in a row
    assert "Gap opened: P22 AI work that everyone can see – the whole organisation" in second.output
    for one in Initiative.objects.all():
        one.visibility = "everyone"
        one.save(update_fields=["visibility"])
    assert "Gap closed" not in run().output
    assert "Gap closed: P22 AI work that everyone can see – the whole organisation" in run().output


def test_prints_json(portfolio):
    said = json.loads(run("--json", "--practice", "P22").output)
    whole = next(one for one in said["readings"] if one["subject_kind"] == "organisation")
    assert (whole["value"], whole["n"], whole["verdict"]) == (0.0, 12, "bad")
    assert said["measurement"] == Measurement.objects.get().pk
    assert (said["gaps_opened"], said["gaps_closed"]) == ([], [])


def test_a_day_that_is_over_is_looked_at_and_not_written_down(portfolio):
    run()
    before = ReadingRow.objects.count()
    result = run("--as-of", timezone.localdate() - timedelta(days=1))
    assert result.exit_code == 0, result.output
    assert "nothing was written down" in result.output
    assert (Measurement.objects.count(), ReadingRow.objects.count()) == (1, before)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--practice", "P99"), "There is no practice P99"),
        (("--as-of", "2999-01-01"), "A day to come cannot be measured."),
    ],
)
def test_refuses_what_makes_no_sense(portfolio, words, said):
    result = run(*words)
    assert result.exit_code == 1
    assert said in result.output
    assert not Measurement.objects.exists()


def test_an_organisation_without_initiatives_is_told_where_to_start(cast):
    result = run()
    assert result.exit_code == 1
    assert "accord import FILE" in result.output


def test_a_home_without_an_organisation_is_told_to_make_one(db):
    result = run()
    assert result.exit_code == 1
    assert "accord init" in result.output
