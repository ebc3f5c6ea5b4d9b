"""Two people run one meeting in two browsers, by keyboard only: both write, and nothing is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accord.apps.decisions.models import Decision
from accord.apps.meetings import writes
from accord.apps.meetings.models import Note, Running
from accord.apps.promises.models import Promise

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_two_run_one_meeting_by_keyboard_and_lose_nothing(cast, page_of, axe, fits):
    now = timezone.now()
    meeting = writes.plan_meeting(
        title="Both sides", starts_at=now + timedelta(hours=1), chair_id=cast.delivery_lead.pk,
        attendee_ids=[cast.department_head.pk], by=cast.delivery_lead, at=now,
    )  # fmt: skip
    first, second = (
        writes.put_on_agenda(meeting_id=meeting.pk, title=title, by=cast.delivery_lead, at=now)
        for title in ("Which supplier?", "Who gives the data?")
    )
    chair, head = page_of(cast.delivery_lead), page_of(cast.department_head, phone=True, dark=True)
    for page in (chair, head):
        page.goto(f"/meetings/{meeting.pk}/run/")
    press(chair, "j")
    chair.locator("#now-title", has_text="Which supplier?").wait_for()
    head.locator("#now-title", has_text="Which supplier?").wait_for()
    axe(head)
    fits(head)

    # both write at the same time; the second goes on typing while the first one's note comes in
    head.locator("#w-note textarea").wait_for()
    press(head, "n")
    head.keyboard.type("We can spare two people")
    press(chair, "n")
    chair.keyboard.type("The cheaper one is late")
    press(chair, "Control+Enter")
    head.locator(".notes").get_by_text("The cheaper one is late").wait_for()
    head.keyboard.type(" from May")
    press(chair, "d")
    chair.keyboard.type("We stay with both")
    press(chair, "Enter")
    chair.locator(".now").get_by_text("Decision:").wait_for()
    press(chair, "j")
    chair.locator("#now-title", has_text="Who gives the data?").wait_for()
    head.locator("[data-stale]").wait_for()  # the meeting went on; the note still belongs to where it was begun
    press(head, "Control+Enter")
    head.locator(f"#writing[data-at^='{second.pk}-']").wait_for()
    press(head, "p")
    head.locator("#w-promise[open]").wait_for()
    head.keyboard.type("Give the list of members")
    head.locator("#id_promise-due_date").fill((timezone.localdate() + timedelta(days=9)).isoformat())
    head.locator("#id_promise-due_date").press("Enter")
    chair.locator(".now").get_by_text("Promise:").wait_for()
    press(chair, "l")
    chair.locator("#w-park[open]").wait_for()
    chair.keyboard.type("The canteen app")
    press(chair, "Control+Enter")
    head.locator("#lot-title ~ *, .plan").get_by_text("The canteen app").first.wait_for()

    notes = set(Note.objects.values_list("author_id", "item_id", "text"))
    assert notes == {
        (cast.delivery_lead.pk, first.pk, "The cheaper one is late"),
        (cast.department_head.pk, first.pk, "We can spare two people from May"),
        (cast.delivery_lead.pk, second.pk, "The canteen app"),
    }
    assert Decision.objects.get().option == "We stay with both"
    assert Promise.objects.get().what == "Give the list of members"
    assert Running.objects.get().item_id == second.pk
    axe(chair)
    chair.goto(f"/meetings/{meeting.pk}/minutes/")
    assert "We can spare two people from May" in chair.locator("article").inner_text()
    axe(chair)
