"""The pages of initiatives in a real browser: readable for everyone, on a phone, in the dark; and undo at hand."""

from datetime import date
from decimal import Decimal

import pytest

from accord.apps.guardrails import writes as guardrails
from accord.apps.initiatives import writes
from tests.apps.initiatives.conftest import AT

pytestmark = pytest.mark.browser

LONG = "Automated extraction and classification of incoming supplier correspondence for all shared service centres " * 3


@pytest.fixture
def full(initiative, goal, cast):
    writes.edit_initiative(initiative=initiative, values={"title": LONG, "summary": LONG * 5}, by=cast.cio, at=AT)
    writes.move_stage(initiative=initiative, to="approved", on=date(2026, 2, 1), by=cast.cio, at=AT)
    writes.link_goal(initiative=initiative, goal_id=goal.pk, by=cast.cio, at=AT)
    writes.add_milestone(initiative=initiative, title="First", due_date=date(2026, 3, 1), by=cast.cio, at=AT)
    writes.set_money(initiative=initiative, period=date(2026, 3, 1), kind="planned", flow="cost", amount=Decimal(9000),
                     currency="EUR", by=cast.cio, at=AT)  # fmt: skip
    writes.add_link(initiative=initiative, label="Board", url="https://x.org/b", by=cast.cio, at=AT)
    writes.set_extra(initiative=initiative, values={"A question of the source?": "x" * 300}, by=cast.cio, at=AT)
    guardrails.set_risk(initiative=initiative, risk="high", by=cast.cio, at=AT)
    return initiative


@pytest.mark.parametrize(("phone", "dark"), [(False, False), (True, True)])
def test_can_be_read_by_everyone(full, cast, page_of, axe, fits, phone, dark):
    page = page_of(cast.cio, phone=phone, dark=dark)
    here = f"/initiatives/{full.pk}/"
    for place in ("/initiatives/", "/initiatives/?q=nothing+like+it", here, f"{here}stages/", f"{here}edit/",
                  f"{here}extra/", "/guardrails/", f"/guardrails/{full.pk}/risk/"):  # fmt: skip
        page.goto(place)
        axe(page)
        fits(page)


def test_a_removed_link_can_be_put_back_and_both_sides_agree(full, cast, page_of):
    page = page_of(cast.cio)
    page.goto(f"/initiatives/{full.pk}/")
    page.click("#links button:has-text('Remove')")
    page.click("button:has-text('Put it back')")
    assert page.locator("#links a", has_text="Board").is_visible()
    page.click("button:has-text('Agree for IT')")
    business = page_of(cast.operations_head)
    business.goto(f"/initiatives/{full.pk}/")
    business.click("button:has-text('Agree for the business')")
    assert business.locator("#goals", has_text="agreed by both sides").is_visible()


def test_a_row_opens_on_enter(full, cast, page_of):
    page = page_of(cast.employee)
    page.goto("/initiatives/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/initiatives/{full.pk}/")
