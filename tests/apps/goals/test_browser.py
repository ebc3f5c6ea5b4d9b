"""Goals and my turn in a real browser: light, dark and on a phone, by keyboard, with and without scripts."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accord.apps.goals import writes
from accord.apps.goals.models import Goal
from accord.apps.initiatives import writes as initiatives
from accord.apps.promises import writes as promises
from tests.browsing import LOOKS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Settle every motor, household and travel claim below five thousand euros within five working days of the first report"
WHY = (
    "Every further day of waiting costs us about one customer in a hundred and two calls to the service desk.\n\n"
    "Reinsurers have begun to ask for it: Sachbearbeitungsgeschwindigkeitsvereinbarungen are part of the next treaty."
)


@pytest.fixture
def told(cast):
    """Goals as a real organisation would have them: long words, missing owners, a series, something late."""
    now, today = timezone.now(), timezone.localdate()
    top = writes.add_goal(title="Customers stay with us", horizon="far", by=cast.office, at=now)
    main = writes.add_goal(
        title=LONG, why=WHY, parent_id=top.pk, department_id=cast.operations.pk, it_owner_id=cast.cio.pk,
        business_owner_id=cast.operations_head.pk, review_date=today - timedelta(days=12), by=cast.office, at=now,
    )  # fmt: skip
    values = {"name": "Working days from first report to settlement", "unit": "days", "direction": "down",
              "baseline_value": 20.0, "baseline_date": date(2025, 1, 1), "target_value": 5.0,
              "target_date": date(2027, 3, 31), "source": "Claims ledger, monthly extract"}  # fmt: skip
    measure = writes.add_measure(goal=main, values=values, by=cast.cio, at=now)
    for month, value in enumerate((19.5, 18.25, 18.9, 16.0, 14.5, 13.75), start=2):
        writes.record_actual(
            measure=measure, on=date(2025, month, 1), value=value, source="Claims ledger", by=cast.cio, at=now
        )
    writes.add_measure(goal=main, values={"name": "Calls per claim"}, by=cast.cio, at=now)
    below = writes.add_goal(title="Read every letter on the day it comes", parent_id=main.pk, horizon="mid",
                            business_owner_id=cast.operations_head.pk, by=cast.office, at=now)  # fmt: skip
    writes.add_goal(title="No letter is typed twice", parent_id=below.pk, by=cast.office, at=now)
    joint = writes.add_goal(title="Know the cost of each model", it_owner_id=cast.cio.pk, business_owner_id=cast.ceo.pk,
                            by=cast.office, at=now)  # fmt: skip
    writes.agree(goal=joint, side="it", by=cast.cio, at=now)
    writes.agree(goal=joint, side="business", by=cast.ceo, at=now)
    for title in ("Letter reader", "Fraud radar for household claims with pictures taken by customers"):
        made = initiatives.add_initiative(title=title, lead_id=cast.delivery_lead.pk, by=cast.office, at=now)
        initiatives.link_goal(initiative=made, goal_id=main.pk, by=cast.office, at=now)
    promises.make_promise(what="Name a data owner for the claims ledger", owner_id=cast.cio.pk,
                          due_date=today + timedelta(days=2), by=cast.cio, at=now)  # fmt: skip
    return main


def addresses(goal):
    one = [reverse(f"goals:{name}", args=[goal.pk]) for name in ("goal", "edit", "review", "closing", "add_measure")]
    return ["/", "/goals/", "/goals/?standing=waiting", "/goals/?q=nothing", *one]


class TestPages:
    @pytest.mark.parametrize(("phone", "dark"), LOOKS)
    def test_are_readable_for_everyone(self, told, cast, page_of, axe, fits, dark, phone):
        page = page_of(cast.cio, dark=dark, phone=phone)
        for address in addresses(told):
            page.goto(address)
            axe(page)
            fits(page)

    def test_say_what_is_wrong_at_the_field(self, told, cast, page_of, axe, fits):
        page = page_of(cast.office, phone=True, scripts=True)
        page.goto("/goals/new/")
        page.get_by_label("Goal", exact=True).fill("Answer mail in a day")
        page.get_by_label("Owner for IT").select_option(str(cast.ceo.pk))
        page.get_by_role("button", name="Add the goal").click()
        assert page.get_by_text("must belong to an IT department").first.is_visible()
        assert page.get_by_label("Goal", exact=True).input_value() == "Answer mail in a day"
        axe(page)
        fits(page)

    def test_teach_when_empty(self, cast, page_of, axe, fits):
        page = page_of(cast.cio, phone=True)
        for address, said in (("/", "Three steps to your first gap"), ("/goals/", "No goals yet")):
            page.goto(address)
            assert page.get_by_text(said).is_visible()
            axe(page)
            fits(page)


class TestMyTurn:
    def test_is_finished_in_place(self, told, cast, page_of, axe):
        page = page_of(cast.cio)
        page.goto("/")
        before = page.locator("[data-row]").count()
        page.evaluate("window.stayed = true")
        page.get_by_role("button", name=f"You own “{LONG}”").click()
        page.get_by_text("You agreed to").wait_for()
        assert page.locator("[data-row]").count() == before - 1
        assert page.evaluate("window.stayed") is True
        assert Goal.objects.get(pk=told.pk).it_agreed_by == cast.cio
        axe(page)

    def test_is_finished_without_scripts_too(self, told, cast, page_of):
        page = page_of(cast.cio, scripts=False)
        page.goto("/")
        page.get_by_role("button", name=f"You own “{LONG}”").click()
        assert page.get_by_text("You agreed to").is_visible()
        assert Goal.objects.get(pk=told.pk).it_agreed_by == cast.cio

    def test_is_walked_by_keyboard(self, told, cast, page_of):
        page = page_of(cast.cio)
        page.goto("/")
        page.keyboard.press("j")
        first = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.textContent") != first
        page.keyboard.press("k")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/goals/{told.pk}/")  # the late review stands first
