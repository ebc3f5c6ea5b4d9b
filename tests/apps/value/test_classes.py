"""The class that a plan is held against: the house's own finished work from twenty on, else the published one, thin."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.sockets import recorders
from accord.apps.value.reads import reference_class
from accord.apps.value.reads.figures.own_history import own_cases
from accord.apps.value.rules.classes import FILE, OWN, PUBLIC, public_class
from tests.apps.value.conftest import AT
from tools import reference_class as tool

[RECORDER] = tuple(recorders)


@pytest.fixture
def finish(cast):
    """Plan 100 of cost in two months, close it at ``cost``, and go live ``months`` months after approval."""

    def make(title, cost, *, live=True, currency="EUR", planned=100):
        one = initiatives.add_initiative(
            title=title, department_id=cast.marketing.pk, sponsor_id=cast.department_head.pk,
            lead_id=cast.delivery_lead.pk, visibility="everyone", stage="live" if live else "building",
            stage_date=date(2026, 1, 5), by=cast.office, at=AT,
        )  # fmt: skip
        for month in (1, 2):
            initiatives.set_money(
                initiative=one, period=date(2026, month, 1), kind="planned", flow="cost", amount=Decimal(planned) / 2,
                currency="EUR", by=cast.office, at=AT,
            )  # fmt: skip
        if cost is not None:
            RECORDER.record(
                initiative_id=one.pk, question="cost", amount=Decimal(cost), currency=currency, by=cast.cfo, at=AT
            )
        return one

    return make


class TestPublicClass:
    def test_is_remade_byte_by_byte_from_the_reports(self, data_dir):
        assert tool.made(data_dir / "uk-gmpp-2014-2021") == FILE.read_text("utf-8")

    def test_reads_the_reports_as_their_known_totals_say(self, data_dir):
        told = tool.histories(data_dir / "uk-gmpp-2014-2021")
        years = [{name: one for name, said in told.items() for one in said if one.year == year} for year in tool.YEARS]
        pairs = [
            [(before[name], after[name]) for name in before.keys() & after.keys()] for before, after in pairwise(years)
        ]
        ends = [(b.end - a.end).days for pair in pairs for a, b in pair if a.end and b.end]
        costs = [b.cost / a.cost for pair in pairs for a, b in pair if (a.cost or 0) > 0 and b.cost is not None]
        assert [len(pair) for pair in pairs] == [127, 71, 105, 91, 98, 104, 82]
        assert (len(ends), sum(d > 0 for d in ends), sum(d > 180 for d in ends)) == (647, 167, 127)
        grew, fell = sum(r > Decimal("1.1") for r in costs), sum(r < Decimal("0.9") for r in costs)
        assert (len(told), len(costs), grew, fell) == (555, 587, 133, 61)

    def test_leaves_out_what_was_counted_anew_and_says_so(self):
        found = public_class()
        assert any("ESMCP" in name for name in found.left_out)
        assert not {one.project for one in found.costs} & set(found.left_out)
        assert all(0.01 < one.ratio < 100 for one in found.costs)
        assert min(len(found.costs), len(found.times)) > 200
        assert "Open Government Licence v3.0" in found.notice

    def test_tells_a_project_as_the_reports_do(self):
        vessel = next(one for one in public_class().times if one.project == "New Polar Research Vessel")
        assert (vessel.first, vessel.last, round(vessel.slip_months)) == (date(2019, 8, 5), date(2022, 12, 31), 41)


@pytest.mark.django_db
class TestReferenceClass:
    def test_takes_the_published_one_marked_thin_while_the_house_has_too_few(self, cast, finish):
        plan = finish("Plan", 150, live=False)
        for n in range(19):
            finish(f"Pilot {n:02}", 150)
        found = reference_class(viewer=cast.cfo, initiative=plan)
        assert (found.is_own, found.cost.code, found.cost.is_thin) == (False, PUBLIC, True)
        assert "thin evidence" in found.sentence
        assert "Open Government Licence" in found.notice

    def test_takes_the_houses_own_from_twenty_on_without_the_plan_itself(self, cast, finish):
        mine = [finish(f"Pilot {n:02}", 100 + 10 * n) for n in range(21)]
        found = reference_class(viewer=cast.cfo, initiative=mine[20])
        assert found.is_own
        assert found.cost.ratios == pytest.approx([1 + n / 10 for n in range(20)])
        assert (found.n, found.cost.is_thin, found.notice) == (20, False, "")
        assert reference_class(viewer=cast.cfo, initiative=mine[20], code=PUBLIC).is_own is False

    def test_gives_no_class_of_ones_own_without_enough_cases_when_asked_for_it(self, cast, finish):
        finish("Pilot", 150)
        found = reference_class(viewer=cast.cfo, code=OWN)
        assert (found.cost, found.n) == (None, 1)
        assert found.sentence.startswith("Only 1 finished initiative")

    def test_counts_only_what_is_finished_closed_and_of_one_currency(self, cast, finish):
        for title, cost, more in (
            ("Still building", 150, {"live": False}), ("Not closed", None, {}), ("Closed", 130, {}),
            ("In francs", 150, {"currency": "CHF"}), ("Never planned", 150, {"planned": 0}),
        ):  # fmt: skip
            finish(title, cost, **more)
        ratios = {one.title: one.cost_ratio for one in own_cases(viewer=cast.cfo)}
        assert ratios == {"Closed": 1.3, "In francs": None, "Never planned": None}

    def test_holds_against_the_first_signed_version_and_counts_its_months(self, cast, initiative, a_signed_case):
        a_signed_case(initiative, cast)
        RECORDER.record(
            initiative_id=initiative.pk, question="cost", amount=Decimal(300_000), currency="EUR", by=cast.cfo, at=AT
        )
        for stage, day in (("approved", date(2026, 6, 1)), ("building", date(2026, 6, 2)), ("testing", date(2026, 9, 1)), ("live", date(2027, 6, 1))):  # fmt: skip
            initiatives.move_stage(
                initiative=Initiative.objects.get(pk=initiative.pk), to=stage, on=day, by=cast.office,
                at=AT.replace(year=2027, month=7),
            )  # fmt: skip
        [case] = own_cases(viewer=cast.cfo)
        # Building it 100,000 and running it 1,500 a month from September 2026 to May 2029 (36 months from June 2026).
        assert (case.first_source, case.first_cost) == ("signed", Decimal(100_000) + 33 * Decimal(1_500))
        assert case.planned_months == pytest.approx(4, abs=0.05)  # its first benefit comes in October
        assert case.months == pytest.approx(12, abs=0.05)

    def test_takes_as_many_queries_however_many_are_finished(self, cast, finish, django_assert_num_queries):
        for n in range(3):
            finish(f"Pilot {n}", 150)
        with django_assert_num_queries(8):
            own_cases(viewer=cast.cfo)


@pytest.mark.django_db
class TestPage:
    def test_shows_quantiles_cases_and_the_notice_and_no_mean(self, cast, client_of):
        page = client_of(cast.employee).get("/value/classes/").content.decode()
        for words in (
            "(P20)",
            "P50",
            "P80",
            "P90",
            "Open Government Licence v3.0",
            "This class is used",
            "A303 Amesbury",
        ):
            assert words in page
        found = public_class().costs
        much = sum(one.ratio > 1.5 for one in found) / len(found)
        assert f"{much * 100:.0f}\u00a0% of {len(found)} came out more than half above" in page

    def test_gives_every_case_as_a_file_and_finds_by_name(self, cast, client_of):
        client = client_of(cast.cfo)
        file = client.get("/value/classes/?what=months&format=csv")
        lines = b"".join(file.streaming_content).decode().strip().splitlines()
        assert len(lines) == 1 + len(public_class().times)
        found = client.get("/value/classes/?q=polar+vessel").content.decode()
        assert "New Polar Research Vessel" in found
        assert "A303 Amesbury" not in found

    def test_counts_what_is_not_open_to_the_viewer_without_naming_it(self, cast, finish, client_of):
        for n in range(20):
            finish(f"Pilot {n:02}", 100 + 10 * n)
        mine, theirs = (
            client_of(person).get("/value/classes/?class=own").content.decode() for person in (cast.cfo, cast.employee)
        )
        assert "Pilot 07" in mine
        assert "Pilot 07" not in theirs
        assert "20 more are counted but not open to you" in theirs

    def test_says_how_many_are_needed_while_the_house_has_too_few(self, cast, finish, client_of):
        finish("Pilot", 130)
        page = client_of(cast.cfo).get("/value/classes/?class=own").content.decode()
        assert "1 of 20 finished initiatives so far" in page
