"""What is revealed and what became of it in a real browser: on a desk and on a phone of 360 px, light and dark."""

from datetime import timedelta
from decimal import Decimal

import pytest

from accord.apps.expectations import writes
from accord.apps.expectations.rules.words import INITIATIVE, PORTFOLIO
from tests.apps.expectations.conftest import AT
from tests.apps.expectations.revealing import ask, both, reveal, said, subject

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LATER = AT + timedelta(days=60)
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def look(axe, fits):
    """Open a page wide and light, then narrow and dark, everything unfolded: axe finds nothing and it fits."""

    def looked(page, address):
        page.goto(address)
        for size, scheme in ((WIDE, "light"), (PHONE, "dark")):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            page.evaluate("document.querySelectorAll('details.disclosure').forEach(one => one.open = true)")
            axe(page)
            fits(page)

    return looked


@pytest.fixture
def rounds(cast):
    """Two rounds about one initiative, extremes and long words about another, one side missing, one being answered."""
    churn, long = subject(cast, "Churn early warning"), subject(cast, "A very long title " * 8)
    first = said(payoff=(4, 6, 9, 7, "The data are there."), benefit=(80, 120, 200), cost=(90, 100, 140), never=0.1)
    second = said(
        payoff=(8, 14, 26, 13, "Three systems, one key."), benefit=(40, 60, 90), cost=(95, 130, 190), never=0.3
    )
    money = (0, 10, 999_999_999_999, 5, "W" * 300)
    wild = said(payoff=(1, 1, 480, 300, "So. " * 90), benefit=money, cost=money, never=1)
    return {
        "first": reveal(cast, churn, *both(cast, first, second), (cast.cfo, "finance", said(payoff=(6, 9, 14)))),
        "second": reveal(cast, churn, *both(cast, first, first), at=LATER),
        "wild": reveal(cast, long, *both(cast, wild, said(payoff=(480, 480, 480, 1), cost=(0, 0, 0)))),
        "missing": reveal(cast, subject(cast, "Missing"), *both(cast, first, None)),
        "open": ask(cast, subject(cast, "Being answered"), *both(cast, first, None)),
        "whole": reveal(cast, None, *both(cast, first, second), kind=PORTFOLIO),
    }


def test_revealed_rounds_can_be_read_by_everybody(rounds, cast, page_of, look):
    page = page_of(cast.cio)
    for name in ("first", "second", "wild", "missing"):
        look(page, f"/expectations/{rounds[name].pk}/")


def test_the_overview_and_what_became_can_be_read_by_everybody(rounds, cast, page_of, look):
    about = rounds["first"].about_id
    writes.record_outcome(about_kind=INITIATIVE, about_id=about, question="cost", amount=Decimal(150), currency="EUR",
                          source="Ledger", by=cast.cfo, at=LATER)  # fmt: skip
    page = page_of(cast.cfo)
    for place in ("", "?about=goals", "?question=payoff", "dividing/", "judged/", "outcomes/", "outcomes/new/",
                  f"outcomes/new/?about={INITIATIVE}:{about}",
                  f"outcomes/new/?about={INITIATIVE}:{about}&question=payoff"):  # fmt: skip
        look(page, f"/expectations/{place}")
    look(page, f"/initiatives/{about}/")


def test_an_outcome_is_recorded_and_put_back_by_keyboard(rounds, cast, page_of):
    page = page_of(cast.cfo, phone=True)
    page.goto(f"/expectations/{rounds['first'].pk}/")
    page.get_by_role("link", name="Record what happened").click()
    page.get_by_role("link", name="Record it Closed cost").click()
    page.get_by_label("Cost in total").fill("150k")
    page.get_by_label("Cost in total").press("Enter")
    page.get_by_text("Recorded. It counts").wait_for()
    page.goto("/expectations/outcomes/")
    page.get_by_text("150\u00a0k\u00a0EUR").wait_for()
    page.get_by_role("button", name="Take back").click()
    page.get_by_text("The outcome has been taken back.").wait_for()
    page.get_by_role("button", name="Put it back").click()
    page.get_by_text("150\u00a0k\u00a0EUR").wait_for()


def test_the_picture_opens_without_scripts(rounds, cast, page_of):
    page = page_of(cast.cio, scripts=False)
    page.goto(f"/expectations/{rounds['second'].pk}/")
    assert page.locator("svg[role=img]").first.is_visible()
    page.get_by_text("The numbers and what they mean").first.click()
    assert page.get_by_text("How far apart the two likely values lie.").first.is_visible()
