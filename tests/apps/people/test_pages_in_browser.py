"""Pages of people and signing in, in a real browser: axe, both themes, a phone, no outside request, strict CSP."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from accord.apps.people import writes
from accord.apps.people.models import Person
from tests.apps.people.test_sign_in import totp
from tests.cast import PASSWORD, Cast, build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Checks = tuple[Callable[..., Any], Callable[[Any], None], Callable[[Any], None]]

# pages without a record are looked at by tests/site/test_pages_hold.py
SIGNED_IN = [
    "/people/?q=nobody-here", "/people/{p}/", "/people/{p}/edit/", "/people/{p}/erasure/", "/departments/{d}/",
    "/departments/{d}/edit/",
]  # fmt: skip
PUBLIC = [
    "/account/login/", "/account/signup/", "/account/inactive/", "/account/password/reset/", "/account/logout/",
    "/account/password/reset/done/", "/account/sso/cancelled/", "/account/sso/error/", "/invitation/forged/",
]  # fmt: skip


@pytest.fixture
def cast() -> Cast:
    everybody = build()
    everybody.employee.set_password(PASSWORD)
    everybody.employee.save()
    return everybody


@pytest.mark.parametrize(("phone", "dark"), [(False, False), (True, True)], ids=["desktop light", "phone dark"])
class TestEveryPage:
    def test_signed_in(self, phone: bool, dark: bool, cast: Cast, page_of: Any, axe: Any, fits: Any) -> None:
        page = page_of(cast.administrator, phone=phone, dark=dark)
        for path in SIGNED_IN:
            page.goto(path.replace("{p}", str(cast.employee.pk)).replace("{d}", str(cast.marketing.pk)))
            axe(page)
            fits(page)

    def test_signed_out(self, phone: bool, dark: bool, cast: Cast, page_of: Any, axe: Any, fits: Any) -> None:
        from django.utils import timezone

        token = writes.invite(person_id=cast.marketer.pk, by=cast.administrator, at=timezone.now())
        page = page_of(None, phone=phone, dark=dark)
        for path in [*PUBLIC, f"/invitation/{token}/"]:
            page.goto(path)
            axe(page)
            fits(page)


class TestSigningIn:
    def test_with_a_wrong_password_says_so(self, cast: Cast, page_of: Any, axe: Any) -> None:
        page = page_of(None, phone=True)
        page.goto("/account/login/")
        page.get_by_label("Mail address").fill(cast.employee.email)
        page.get_by_label("Password").fill("wrong")

        page.get_by_role("button", name="Sign in").click()

        assert "not correct" in page.get_by_role("alert").inner_text()
        axe(page)

    def test_with_a_second_step_from_beginning_to_end(self, cast: Cast, page_of: Any, axe: Any) -> None:
        page = page_of(None)
        self._password(page, cast.employee)
        page.goto("/account/second-step/")
        page.get_by_role("link", name="Turn on").click()
        page.get_by_label("Password").fill(PASSWORD)
        axe(page)
        page.get_by_role("button", name="Go on").click()
        secret = page.locator("code").inner_text()
        axe(page)
        page.get_by_label("Code").fill(totp(secret))
        page.get_by_role("button", name="Turn on").click()
        axe(page)
        code = re.findall(r"\b\d{8}\b", page.locator("pre").inner_text())[0]

        other = page_of(None)
        self._password(other, cast.employee)
        axe(other)
        other.get_by_label("Code").fill(code)
        other.get_by_role("button", name="Sign in").click()
        other.goto("/account/")
        assert "Emil Worker" in other.locator("main").inner_text() or other.get_by_label("Name").input_value()
        assert other.get_by_text("on", exact=True).is_visible()

    def _password(self, page: Any, person: Person) -> None:
        page.goto("/account/login/")
        page.get_by_label("Mail address").fill(person.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
