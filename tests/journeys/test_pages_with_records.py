"""Every page that shows a record opens in Chromium, light on a desk and dark on a phone: axe finds nothing, it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from accord.apps.people.rules import Role
from tests.journeys.conftest import House
from tests.journeys.pages import shoot

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import ViewportSize

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _pages(house: House) -> dict[str, str]:
    """Name the pages that need a record; those that the tests of their own app look at in both looks are left to them."""
    initiative, goal = f"/initiatives/{house.initiative.pk}/", f"/goals/{house.goal.pk}/"
    gap, meeting, promise = f"/gaps/{house.gap.pk}/", f"/meetings/{house.meeting.pk}/", f"/promises/{house.promise.pk}/"
    measure = f"{goal}measures/{house.measure.pk}/"
    department = house.cast.operations.pk
    item = house.meeting.items.get().pk
    waiting, revealed = house.expected.waiting.pk, house.expected.revealed
    milestone, money = house.initiative.milestones.get().pk, house.initiative.money.get().pk
    return {
        "initiative-milestone": f"{initiative}milestones/{milestone}/",
        "initiative-money": f"{initiative}money/{money}/",
        "initiative-check": f"/guardrails/{house.initiative.pk}/monitoring/",
        "goal-measure-edit": f"{measure}edit/",
        "goal-value": f"{measure}values/new/",
        "goal-value-edit": f"{measure}values/{house.value.pk}/edit/",
        "out-of-step": "/out-of-step/",
        "sheet": "/out-of-step/sheet/",
        "gap": gap,
        "gap-talked": f"/gaps/{house.talked.pk}/",
        "gap-agenda": f"{gap}agenda/",
        "gap-step": f"{gap}step/",
        "gap-acceptance": f"{gap}acceptance/",
        "gap-objection": f"{gap}objection/",
        "gap-measuring": f"{gap}measuring/",
        "meeting": meeting,
        "meeting-edit": f"{meeting}edit/",
        "meeting-people": f"{meeting}people/",
        "meeting-cancellation": f"{meeting}cancellation/",
        "meeting-item": f"{meeting}items/{item}/",
        "promises-record": "/promises/record/",
        "promise-edit": f"{promise}edit/",
        "promise-withdrawal": f"{promise}withdrawal/",
        "expectations": "/expectations/",
        "expectations-goals": "/expectations/?about=goals",
        "expectations-dividing": "/expectations/dividing/",
        "expectations-judged": "/expectations/judged/",
        "expectations-outcomes": "/expectations/outcomes/",
        "expectations-choose": "/expectations/new/",
        "expectations-several": "/expectations/several/",
        "round-ask": f"/expectations/new/?about=initiatives.initiative:{revealed.about_id}",
        "round-sealed": f"/expectations/{waiting}/",
        "round-answer": f"/expectations/{waiting}/answer/",
        "round-deadline": f"/expectations/{waiting}/deadline/",
        "round-people": f"/expectations/{waiting}/people/",
        "round-receipt": f"/expectations/{house.expected.answered.pk}/receipt/",
        "outcome-new": f"/expectations/outcomes/new/?about=initiatives.initiative:{house.initiative.pk}",
        "outcome-edit": f"/expectations/outcomes/{house.expected.outcome.pk}/edit/",
        "initiative-asked": f"/initiatives/{revealed.about_id}/",
        "practice-dates": "/practices/P08.dates/",
        "practice": "/practices/P22/",
        "practice-department": f"/practices/P22/department/{department}/",
        "practice-initiative": f"/practices/P36/initiative/{house.initiative.pk}/",
        "import-found": f"/import/{house.preview.pk}/found/",
        "import-columns": f"/import/{house.preview.pk}/columns/",
        "import-rows": f"/import/{house.preview.pk}/rows/",
        "import-preview": f"/import/{house.preview.pk}/",
        "import-written": f"/import/{house.written.pk}/",
        "job": f"/jobs/{house.job.pk}/",
        "trail": "/trail/",
        "my-turn": "/",
    }


def test_every_page_with_a_record_holds(house: House, page_of: Any, axe: Callable[..., None], fits: Any) -> None:
    viewer = house.cast.cio
    viewer.roles = [str(role) for role in Role]
    viewer.save(update_fields=["roles"])
    page = page_of(viewer)
    troubles = []
    for name, place in _pages(house).items():
        answer = page.goto(place)
        if answer is None or answer.status != 200 or not page.url.endswith(place):
            troubles.append(f"{name}: {place} answered {answer and answer.status} at {page.url}")
            continue
        shoot(page, f"page-{name}-desk")
        troubles += _troubles(page, axe, fits)
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(PHONE)
        shoot(page, f"page-{name}-phone")
        troubles += _troubles(page, axe, fits)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(DESK)
    assert not troubles, "\n\n".join(troubles)


def _troubles(page: Any, *checks: Callable[[Any], None]) -> list[str]:
    found = []
    for check in checks:
        try:
            check(page)
        except AssertionError as trouble:
            found.append(str(trouble))
    return found
