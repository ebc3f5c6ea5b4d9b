"""The gallery in a real browser: accessible in both themes and on a phone, usable by keyboard and without scripts."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browsing import LOOKS
from tests.cast import Cast
from tests.journeys.pages import shoot

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PageOf = Callable[..., "Page"]
Check = Callable[["Page"], None]


@pytest.mark.parametrize(("phone", "dark"), LOOKS)
def test_axe_finds_nothing(page_of: PageOf, cast: Cast, axe: Check, fits: Check, phone: bool, dark: bool) -> None:
    page = page_of(cast.employee, phone=phone, dark=dark)
    page.goto("/ui/")
    axe(page)
    fits(page)
    shoot(page, f"components-{'phone' if phone else 'desktop'}-{'dark' if dark else 'light'}")


def test_a_list_is_walked_by_keyboard(page_of: PageOf, cast: Cast) -> None:
    page = page_of(cast.employee)
    page.goto("/ui/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("[data-row-link]").nth(1).inner_text()
    assert page.evaluate("document.activeElement.innerText") == second
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.innerText") != second


def test_help_opens_and_closes(page_of: PageOf, cast: Cast) -> None:
    page = page_of(cast.employee)
    page.goto("/ui/")
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("dialog#keys").is_hidden()


def test_a_theme_is_kept(page_of: PageOf, cast: Cast) -> None:
    page = page_of(cast.employee)
    page.goto("/ui/")
    page.locator(".sidebar .person > summary").click()
    page.locator(".sidebar button[value=dark]").click()
    page.reload()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_a_theme_is_kept_without_scripts(page_of: PageOf, cast: Cast) -> None:
    page = page_of(cast.employee, scripts=False)
    page.goto("/ui/")
    page.locator(".sidebar .person > summary").click()
    page.locator(".sidebar button[value=dark]").click()
    page.wait_for_url("**/ui/")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_work_under_way_is_asked_for_until_it_is_done(page_of: PageOf, cast: Cast) -> None:
    page = page_of(cast.employee)
    page.goto("/ui/")
    page.get_by_text("All 2,133 rows are read").wait_for()


def test_typed_text_is_not_lost_by_a_click(page_of: PageOf, cast: Cast) -> None:
    page = page_of(cast.employee)
    page.goto("/ui/")
    asked: list[str] = []

    def stay(dialog: "Dialog") -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.locator("#id_title").first.fill("Settle a claim in three days")
    page.locator(".sidebar .brand").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert page.locator("#id_title").first.input_value() == "Settle a claim in three days"
