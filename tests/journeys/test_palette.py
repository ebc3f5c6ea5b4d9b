"""From anywhere to anything without the mouse: find a record, make one, change how pages look; on a phone by touch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accord.apps.initiatives import writes as initiatives
from accord.apps.jobs import writes as jobs
from tests.cast import Cast
from tests.journeys.pages import let_work_be_done, shoot

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_everything_is_a_few_keys_away(cast: Cast, page_of: Any, axe: Any, fits: Any) -> None:
    _write(cast)
    page = page_of(cast.cio)
    _finds_a_record(page, axe)
    _makes_one(page)
    _goes_dark(page)
    _reads_all_results(page, axe, fits)
    _on_a_phone(page_of(cast.employee, touch=True), axe, fits)


def _write(cast: Cast) -> None:
    now = timezone.now()
    initiatives.add_initiative(
        title="Invoice reader",
        summary="Reads what suppliers send.",
        department_id=cast.finance.pk,
        by=cast.office,
        at=now,
    )
    jobs.start(kind="search.rebuild", by=None, at=now)
    let_work_be_done()


def _finds_a_record(page: Page, axe: Any) -> None:
    page.goto("/goals/")
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Go to, make or find")
    expect(box).to_be_focused()
    expect(page.get_by_role("option", name="My turn")).to_be_visible()
    axe(page)
    page.keyboard.type("suppl")
    option = page.get_by_role("option", name="Invoice reader")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("status").filter(has_text="to choose from")).to_be_attached()
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    axe(page)
    shoot(page, "palette")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Invoice reader", level=1)).to_be_visible()


def _makes_one(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type("new init")
    expect(page.get_by_role("option", name="New initiative")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/initiatives/new/")


def _goes_dark(page: Page) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("dark")
    expect(page.get_by_role("option", name="Dark pages")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    assert page.url.endswith("/initiatives/new/")


def _reads_all_results(page: Page, axe: Any, fits: Any) -> None:
    page.goto("/trail/")
    page.keyboard.press("Control+k")
    page.keyboard.type("invoice")
    expect(page.get_by_role("option", name="See everything found")).to_be_visible()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Search", level=1)).to_be_visible()
    expect(page.locator("mark").first).to_have_text("Invoice")
    axe(page)
    fits(page)
    shoot(page, "search")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Invoice reader", level=1)).to_be_visible()


def _on_a_phone(page: Page, axe: Any, fits: Any) -> None:
    page.goto("/")
    page.get_by_role("link", name="Search").tap()
    expect(page.get_by_role("option", name="Goals")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("combobox").fill("invoice")
    page.get_by_role("option", name="Invoice reader").tap()
    expect(page.get_by_role("heading", name="Invoice reader", level=1)).to_be_visible()
