"""The figures of a case: what is said, what opens, what keeps them from being made, and who may look."""

import csv
import io
import re
import time
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from accord.apps.ui.rules import NotFound
from accord.apps.value import writes
from accord.apps.value.models import Line
from accord.apps.value.reads.figures import values as figures
from accord.apps.value.reads.figures.behind import behind, codes
from accord.apps.value.reads.figures.inputs import inputs_of
from accord.apps.value.reads.figures.page import figures_page, losing
from tests.apps.value.conftest import AT, BUILD, RUN, SAVED, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def as_points(*lines):
    return tuple(line | {"low": line["likely"], "high": line["likely"]} for line in lines)


class TestFiguresPage:
    def test_says_what_may_come_and_opens_every_figure(self, client, cast, initiative, a_signed_case):
        a_signed_case(initiative, cast)
        client.force_login(cast.cfo)

        page = client.get(reverse("value:figures", args=[initiative.pk])).content.decode()

        assert re.search(r"Half of the outcomes lie above .+ EUR; .+ los", page.replace("\xa0", " "))
        for code in codes():
            answer = client.get(reverse("value:figure", args=[initiative.pk, code]))
            assert answer.status_code == 200
            words = answer.content.decode()
            assert ("Their seed" in words) == (code not in ("likely", "returns", "payback"))

    def test_says_that_points_are_no_forecast_where_nothing_else_is_open(self, cast, initiative, a_case, client):
        version = a_case(initiative, by=cast.office, lines=as_points(BUILD, SAVED), cost_class="own")
        found = figures_page(viewer=cast.cfo, initiative_id=initiative.pk, as_of=TODAY)

        assert found.is_point
        assert found.headline.startswith("Without ranges this is one number, not a forecast")
        assert found.outcomes.values.p50 == pytest.approx(float(found.likely.value), abs=0.01)
        client.force_login(cast.cfo)
        words = client.get(reverse("value:figures", args=[initiative.pk]), {"number": version.number}).content.decode()
        assert "nothing can be said about risk" in words

    def test_converts_nothing_silently(self, cast, initiative, a_case, client):
        licence = RUN | {"title": "Licence", "currency": "CHF"}
        version = a_case(initiative, by=cast.office, lines=(BUILD, licence, SAVED))
        found = figures_page(viewer=cast.cfo, initiative_id=initiative.pk, as_of=TODAY)

        assert found.outcomes is None
        assert "“Licence” is in CHF" in found.headline
        assert figures.npv_of(version=version, viewer=cast.cfo) is None

        writes.add_rate(
            currency="CHF",
            against="EUR",
            on=date(2026, 5, 1),
            rate=Decimal("1.05"),
            source="Bank",
            by=cast.cfo,
            at=AT,
        )
        after = figures_page(viewer=cast.cfo, initiative_id=initiative.pk, as_of=TODAY)
        assert after.inputs.conversions[0].by.rate == Decimal("1.05")
        assert after.inputs.lines[1].each.likely == Decimal("1575.00")

    def test_compares_the_chance_of_a_loss_with_what_finance_will_bear(self, cast, initiative, a_case):
        version = a_case(initiative, by=cast.office, lines=(*as_points(BUILD), SAVED), cost_class="own")
        found = figures_page(viewer=cast.cfo, initiative_id=initiative.pk, as_of=TODAY)
        share = found.outcomes.values.loss_share

        for limit, verdict in ((None, ""), (share + 0.1, "good"), (share - 0.1, "bad"), (share, "unclear")):
            version.case.risk_share = limit
            version.case.save()
            again = figures_page(viewer=cast.cfo, initiative_id=initiative.pk, as_of=TODAY)
            assert again.risk_verdict == verdict

    def test_is_the_same_again_and_the_same_for_many_at_once(self, cast, initiative, a_signed_case):
        version = a_signed_case(initiative, cast)
        one, two = (figures.npv_of(version=version, viewer=cast.cfo) for _ in range(2))
        many = figures.npvs_of(versions=[version], viewer=cast.cfo)[version.pk]
        page = figures_page(viewer=cast.cfo, initiative_id=initiative.pk, as_of=TODAY)

        assert one == two == many == page.outcomes.values

    def test_stays_the_same_where_a_line_is_only_called_something_else(self, cast, initiative, a_case):
        version = a_case(initiative, by=cast.office, lines=(BUILD, SAVED))
        before = figures.npv_of(version=version, viewer=cast.cfo)
        Line.objects.filter(of=version).update(title="Another name")
        assert figures.npv_of(version=version, viewer=cast.cfo) == before
        Line.objects.filter(of=version, flow="benefit").update(high=Decimal(90_000))
        assert figures.npv_of(version=version, viewer=cast.cfo) != before

    def test_leaves_out_a_benefit_that_was_decided_not_to_count_and_says_so(
        self, client, cast, initiative, a_signed_case
    ):
        version = a_signed_case(initiative, cast, benefit_owner_id=cast.marketer.pk)
        key = version.lines.get(flow="benefit").key
        doubt = writes.raise_challenge(
            initiative_id=initiative.pk, line_key=key, question="Who gives up the budget?", by=cast.cfo, at=AT
        )
        writes.answer_challenge(challenge_id=doubt.pk, answer="Nobody yet.", by=cast.marketer, at=AT)
        writes.decide_challenge(
            challenge_id=doubt.pk, verdict="struck", reason="Nobody does.", by=cast.department_head, at=AT
        )
        client.force_login(cast.cfo)

        page = figures_page(viewer=cast.cfo, initiative_id=initiative.pk, as_of=TODAY)
        assert [line.title for line in page.inputs.struck] == ["Fewer hours of typing"]
        assert page.outcomes.values.loss_share == 1
        assert figures.npvs_of(versions=[version], viewer=cast.cfo)[version.pk] == page.outcomes.values
        words = client.get(reverse("value:figures", args=[initiative.pk])).content.decode()
        assert "Left out, because it was decided after a challenge" in words

    def test_answers_a_long_case_quickly_in_a_fixed_number_of_queries(
        self, cast, initiative, a_case, django_assert_max_num_queries
    ):
        version = a_case(initiative, by=cast.office, adoption_low=Decimal("0.4"), adoption_likely=Decimal("0.7"),
                         adoption_high=Decimal("0.9"))  # fmt: skip
        Line.objects.bulk_create(
            Line(of=version, key=f"x{n}", position=50 + n, **(SAVED if n % 2 else RUN)) for n in range(57)
        )
        figures_page(viewer=cast.cfo, initiative_id=initiative.pk, as_of=TODAY)
        Line.objects.filter(key="x1").update(likely=Decimal(8_001))  # not drawn before
        clock = time.process_time()
        with django_assert_max_num_queries(25):
            figures_page(viewer=cast.cfo, initiative_id=initiative.pk, as_of=TODAY)
        assert time.process_time() - clock < 0.6  # 0.3 s on a quiet machine

    def test_is_closed_to_those_who_may_not_see_the_money(self, client, cast, initiative, secret, a_case):
        a_case(initiative, by=cast.office)
        address = reverse("value:figures", args=[initiative.pk])
        assert client.get(address).status_code == 302
        client.force_login(cast.employee)
        for url in (address, reverse("value:figure", args=[initiative.pk, "loss"])):
            assert client.get(url).status_code == 404
        with pytest.raises(NotFound):
            figures_page(viewer=cast.employee, initiative_id=initiative.pk, as_of=TODAY)

    def test_is_kind_where_there_is_nothing_to_count(self, client, cast, initiative, a_case):
        client.force_login(cast.cfo)
        address = reverse("value:figures", args=[initiative.pk])
        assert "No case yet" in client.get(address).content.decode()
        a_case(initiative, by=cast.office, lines=())
        assert "Nothing to count yet" in client.get(address).content.decode()
        assert client.get(address, {"number": "9"}).status_code == 404
        assert client.get(reverse("value:figure", args=[initiative.pk, "loss"])).status_code == 404


class TestBehind:
    def test_adds_up_to_the_cent_on_the_page_and_in_the_file(self, client, cast, initiative, a_signed_case):
        a_signed_case(initiative, cast)
        page, found = behind(viewer=cast.cfo, initiative_id=initiative.pk, code="likely", as_of=TODAY)
        client.force_login(cast.cfo)
        address = reverse("value:figure", args=[initiative.pk, "likely"])

        answer = client.get(address, {"format": "csv"})
        rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))

        assert sum(Decimal(row[6]) for row in rows[1:]) == page.likely.value
        assert sum(row[7] for row in found.tables[1].cells) == page.likely.value
        assert client.get(address, {"format": "xlsx"}).status_code == 200

    def test_gives_the_figures_as_json(self, client, cast, initiative, a_signed_case):
        version = a_signed_case(initiative, cast)
        client.force_login(cast.cfo)

        found = client.get(f"/api/v1/initiatives/{initiative.pk}/figures").json()

        assert found["number"] == version.number
        assert found["p10"] <= found["p50"] <= found["p90"]
        assert Decimal(found["likely_amount"]) == Decimal(found["likely_amount"]).quantize(Decimal("0.01"))
        assert found["digest"] == inputs_of(version=version, viewer=cast.cfo).digest


class TestClassCheck:
    def test_says_where_a_plan_without_room_stands_among_such_work(self, cast, initiative, a_case):
        version = a_case(initiative, by=cast.office, lines=(*as_points(BUILD), SAVED))
        found = figures.class_check(version=version, viewer=cast.cfo)

        assert found.is_thin
        assert found.n >= 20
        assert 0 <= found.percentile <= 100
        assert found.sentence

    def test_remembers_what_was_signed_first(self, cast, initiative, a_signed_case):
        signed = a_signed_case(initiative, cast, lines=(BUILD, RUN | {"to_month": date(2026, 9, 1)}, SAVED))
        draft = writes.new_version(case_id=signed.case_id, by=cast.office, at=AT)

        assert figures.first_estimate(version=signed) is None
        assert figures.first_estimate(version=draft) == 101_500

    def test_holds_a_cost_that_fell_against_what_was_said_first(self, cast, initiative, a_case):
        version = a_case(initiative, by=cast.office, lines=(BUILD, SAVED))
        inputs = inputs_of(version=version, viewer=cast.cfo)
        likely = 100_000.0

        assert figures.first_estimate(version=version) is None
        assert figures.check_of(inputs=inputs, first_estimate=3 * likely).is_outside
        assert not figures.check_of(inputs=inputs, first_estimate=likely / 2).is_outside


class TestWords:
    def test_say_chances_as_people_do(self):
        assert losing(0.21) == "about one in five loses money"
        assert losing(0.0005) == "hardly any loses money"
        assert losing(0.72) == "about three in four lose money"
