"""The CFO is asked to release stage two: she sees what it rests on, doubts one benefit, releases a part, to the cent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accord.apps.initiatives import writes as initiatives
from accord.apps.people.models import Department, Person
from accord.apps.value import writes
from accord.apps.value.models import CaseVersion, Challenge, Release
from accord.apps.value.writes.ledger import postings as ledger
from tests.apps.expectations.revealing import both, reveal, said
from tests.apps.value.conftest import AT, DAY, a_case, measure
from tests.journeys.pages import shoot

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from accord.apps.initiatives.models import Initiative

__all__ = ["measure"]

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SHOWN = "84 of 100 invoices were read without a hand, in two teams."
DOUBT = "Who gives up the budget for these hours?"
WHY = "Two teams now; the rest once it is said who gives up the budget."


@pytest.fixture
def asked(cast: Any, measure: Any) -> Release:
    """An invoice reader with a case signed by three, stage one released and half spent, and stage two asked for."""
    one = initiatives.add_initiative(
        title="Invoice reader", department_id=cast.marketing.pk, sponsor_id=cast.department_head.pk,
        lead_id=cast.delivery_lead.pk, stage="testing", stage_date=date(2026, 1, 5), by=cast.office, at=AT - 40 * DAY,
    )  # fmt: skip
    cost = (90_000, 110_000, 150_000)
    reveal(cast, one, *both(cast, said(cost=cost), said(cost=(130_000, 160_000, 210_000))), at=AT - 39 * DAY)
    controller = Person.objects.create(name="Rita Audit", email="rita@example.org", department=cast.finance)
    controlling = Department.objects.create(name="Controlling", side="finance", parent=cast.finance, head=controller)
    Person.objects.filter(pk=controller.pk).update(department=controlling)
    version = _signed(a_case(one, by=cast.office, at=AT - 25 * DAY, measure_id=measure.pk), cast, controller)
    first, second = (
        writes.plan_stage(initiative_id=one.pk, title=title, amount=amount, must_show=show, by=cast.delivery_lead, at=AT)
        for title, amount, show in (
            ("Stage one", Decimal(40_000), "It runs."), ("Stage two", Decimal(60_000), "A trial in two teams."),
        )
    )  # fmt: skip
    stage_one = writes.ask_release(
        stage_id=first.pk, amount=first.amount, shown="It runs.", by=cast.delivery_lead, at=AT
    )
    writes.decide_release(
        release_id=stage_one.pk, amount=first.amount, reason="Signed.", basis=version.digest, by=cast.cfo, at=AT
    )
    for number, amount in (("GL-1", "12500.40"), ("GL-2", "7499.65")):
        ledger.post(
            initiative_id=one.pk, entry="actual", flow="cost", month=date(2026, 6, 1), on=date(2026, 6, 30),
            amount=Decimal(amount), currency="EUR", books="General ledger", posting_id=number, words="Licences",
            by=cast.cfo, at=AT,
        )  # fmt: skip
    return writes.ask_release(
        stage_id=second.pk, amount=second.amount, shown=SHOWN, by=cast.delivery_lead, at=timezone.now() - DAY
    )


def _signed(version: CaseVersion, cast: Any, controller: Person) -> CaseVersion:
    offered = writes.offer(version_id=version.pk, by=cast.office, at=AT - 24 * DAY)
    for side, person in (("business", cast.department_head), ("it", cast.delivery_lead), ("finance", controller)):
        writes.sign(version_id=version.pk, side=side, digest=offered.digest, by=person, at=AT - 20 * DAY)
    return CaseVersion.objects.get(pk=version.pk)


def test_the_cfo_doubts_a_benefit_and_releases_a_part(asked: Release, cast: Any, page_of: Any) -> None:
    page = page_of(cast.cfo)
    initiative = asked.stage.case.initiative
    _she_opens_it_from_my_turn(page)
    _it_says_what_it_rests_on(page)
    _every_number_opens_its_rows(page, initiative)
    page.goto(f"/value/releases/{asked.pk}/")
    _she_doubts_one_benefit(page)
    page.goto(f"/value/releases/{asked.pk}/")
    _she_releases_a_part(page, asked)
    _the_ledger_shows_it_to_the_cent(page, initiative)


def _she_opens_it_from_my_turn(page: Page) -> None:
    page.goto("/")
    row = page.locator("[data-row]").filter(has_text="asks to release")
    expect(row).to_contain_text("Stage two")
    shoot(page, "cfo-1-my-turn")
    row.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Stage two")


def _it_says_what_it_rests_on(page: Page) -> None:
    expect(page.locator("#shown")).to_contain_text(SHOWN)
    ground = page.locator("#ground")
    for words in ("Version 1", "Mark Brand", "Lena Ship", "Rita Audit", "as likely above as below", "loses money"):
        expect(ground).to_contain_text(words)
    expect(ground).to_contain_text("Whose forecasts held")
    expect(ground.get_by_role("link", name="What each side expects of this one")).to_be_visible()
    shoot(page, "cfo-2-release")


def _every_number_opens_its_rows(page: Page, initiative: Initiative) -> None:
    """From the money so far to the ledger, to one month, to the posting with its number in the books."""
    page.locator("#ground").get_by_role("link", name="40,000 of 149,500 EUR released").click()
    page.locator("tr[data-row]").filter(has_text="20,000.05").get_by_role("link").first.click()
    for number, amount in (("GL-1", "12,500.40"), ("GL-2", "7,499.65")):
        expect(page.locator("tr").filter(has_text=number)).to_contain_text(amount)
    shoot(page, "cfo-3-rows")
    page.goto(f"/value/initiatives/{initiative.pk}/figures/")
    expect(page.get_by_role("heading", name="Invoice reader", level=1)).to_be_visible()


def _she_doubts_one_benefit(page: Page) -> None:
    page.locator("#main a[href*='challenges/new/']").first.click()
    page.locator("[name=question]").fill(DOUBT)
    page.locator(
        "form:has([name=question]) button[type=submit], form:has([name=question]) button:not([type])"
    ).first.click()
    expect(page.get_by_text(DOUBT).first).to_be_visible()
    assert Challenge.objects.get().answerer is not None


def _she_releases_a_part(page: Page, asked: Release) -> None:
    expect(page.locator("#against")).to_contain_text("not answered yet")
    form = page.locator("#decide")
    form.locator("[name=way][value=part]").check()
    form.locator("[name=amount]").fill("25000.55")
    form.locator("[name=reason]").fill(WHY)
    shoot(page, "cfo-4-decide")
    form.get_by_role("button").last.click()
    expect(page.locator("#decided")).to_contain_text("25,000.55")
    found = Release.objects.get(pk=asked.pk)
    assert (found.state, found.amount, found.reason) == ("released", Decimal("25000.55"), WHY)
    assert any("not answered yet" in sentence for sentence in found.evidence["against"])


def _the_ledger_shows_it_to_the_cent(page: Page, initiative: Initiative) -> None:
    page.goto(f"/value/initiatives/{initiative.pk}/")
    total = page.locator("table").filter(has_text="Cost by period").locator("tfoot")
    expect(total).to_contain_text("65,000.55")  # 40,000 of stage one and the part of stage two
    expect(total).to_contain_text("20,000.05")
    shoot(page, "cfo-5-ledger")
