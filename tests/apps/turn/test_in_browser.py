"""My turn by keyboard alone: set aside, undo, settle with a reason, and the next row is ready."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accord.apps.initiatives import writes as initiatives
from accord.apps.promises import writes as promises
from accord.apps.promises.models import Promise
from accord.apps.turn.models import Snooze

pytestmark = pytest.mark.browser


@pytest.fixture
def promised(cast, transactional_db):
    initiatives.add_initiative(title="Invoice reader", by=cast.office, at=timezone.now())
    return [
        promises.make_promise(
            what=f"Send list {number}", owner_id=cast.employee.pk, by=cast.employee, at=timezone.now(),
            due_date=timezone.localdate() + timedelta(days=number),
        )
        for number in range(1, 4)
    ]  # fmt: skip


def test_is_worked_through_by_keyboard_on_a_phone(promised, cast, page_of, axe, fits):
    page = page_of(cast.employee, phone=True)
    page.goto("/")
    axe(page)
    fits(page)
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("Enter")  # tomorrow
    page.get_by_text("Set aside. It comes back tomorrow.").wait_for()
    page.wait_for_function("document.activeElement.textContent.includes('Send list 2')")
    assert Snooze.objects.get().ref_id == promised[0].pk
    page.keyboard.press("u")
    page.get_by_text("It is back in your list.").wait_for()
    page.wait_for_function("document.activeElement.textContent.includes('Send list 1')")
    page.keyboard.press("x")  # it is kept
    page.get_by_text("Well done. The promise is kept.").wait_for()
    page.wait_for_function("document.activeElement.textContent.includes('Send list 2')")
    page.keyboard.press("f")
    page.get_by_role("link", name="Not kept").click()
    page.get_by_label("In your words").fill("No data came")
    page.get_by_role("button", name="It was not kept").click()
    page.get_by_text("Not saved yet").wait_for()  # what got in the way is still missing
    axe(page)
    page.get_by_label("The data was not there").check()
    page.get_by_role("button", name="It was not kept").click()
    page.get_by_text("Noted. Thank you for saying so.").wait_for()
    page.wait_for_function("document.activeElement.textContent.includes('Send list 3')")
    fits(page)
    assert [one.state for one in Promise.objects.order_by("pk")] == ["kept", "missed", "open"]
