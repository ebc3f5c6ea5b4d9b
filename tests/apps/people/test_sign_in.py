"""Signing in: password, second step, limits, changing and resetting the password; nobody signs up."""

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from accord.apps.people.models import Person
from accord.apps.trail.models import Entry
from tests.cast import PASSWORD, Cast

ClientOf = Callable[[Person | None], Client]
pytestmark = pytest.mark.django_db


def totp(secret: str) -> str:
    """Compute the code an authenticator app shows now (RFC 6238, SHA-1, 30 seconds, six digits)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


@pytest.fixture
def employee(cast: Cast) -> Person:
    cast.employee.set_password(PASSWORD)
    cast.employee.save()
    return cast.employee


def sign_in(client: Client, person: Person, password: str = PASSWORD) -> int:
    return client.post("/account/login/", {"login": person.email, "password": password}).status_code


def is_in(client: Client) -> bool:
    return client.get("/people/").status_code == 200


class TestPassword:
    def test_lets_in_and_out(self, employee: Person) -> None:
        client = Client()

        assert "Sign in" in client.get("/account/login/").content.decode()
        assert sign_in(client, employee) == 302
        assert is_in(client)
        client.post("/account/logout/")
        assert not is_in(client)

    def test_takes_the_mail_address_in_any_capitals(self, employee: Person) -> None:
        client = Client()
        client.post("/account/login/", {"login": "Emil.Worker@Example.ORG", "password": PASSWORD})
        assert is_in(client)

    def test_does_not_tell_whether_somebody_is_known(self, employee: Person) -> None:
        def said(login: str) -> str:
            page = Client().post("/account/login/", {"login": login, "password": "wrong"}).content.decode()
            return re.sub(r"<[^>]+>|\s+", " ", page.split('role="alert"')[1].split("</ul>")[0])

        assert said("emil.worker@example.org") == said("nobody@example.org")

    def test_leads_back_to_where_one_wanted_to_go_but_nowhere_else(self, employee: Person) -> None:
        credentials = {"login": employee.email, "password": PASSWORD}

        wanted = Client().post("/account/login/", {**credentials, "next": "/departments/"})
        elsewhere = Client().post("/account/login/", {**credentials, "next": "https://evil.example/"})

        assert (wanted["Location"], elsewhere["Location"]) == ("/departments/", "/")

    def test_stops_guessing(self, employee: Person) -> None:
        client = Client()
        for _attempt in range(5):
            sign_in(client, employee, "wrong password")

        page = client.post("/account/login/", {"login": employee.email, "password": PASSWORD})

        assert not is_in(client)
        assert "Too many failed login attempts" in page.content.decode()

    def test_stops_one_address_that_tries_many_people(self, cast: Cast) -> None:
        answers = {
            Client().post("/account/login/", {"login": f"n{n}@example.org", "password": "x"}).status_code
            for n in range(40)
        }

        assert 429 in answers

    def test_keeps_people_out_who_left(self, employee: Person) -> None:
        Person.objects.filter(pk=employee.pk).update(is_active=False)
        client = Client()

        sign_in(client, employee)

        assert not is_in(client)


class TestSecondStep:
    def _turn_on(self, client: Client, employee: Person) -> str:
        sign_in(client, employee)
        asked = client.get("/account/second-step/app/")["Location"]
        assert asked.startswith("/account/reauthenticate/")
        client.post(asked, {"password": PASSWORD, "next": "/account/second-step/app/"})
        page = client.get("/account/second-step/app/").content.decode()
        found = re.search(r"<code>([A-Z2-7]+)</code>", page)
        assert found
        answer = client.post("/account/second-step/app/", {"code": totp(found[1])})
        assert answer.status_code == 302, answer.content.decode()
        return found[1]

    def test_asks_for_a_code_after_the_password(self, employee: Person) -> None:
        secret = self._turn_on(Client(), employee)
        client = Client()

        assert sign_in(client, employee) == 302
        assert not is_in(client)
        assert client.post("/account/second-step/sign-in/", {"code": "000000"}).status_code == 200
        assert not is_in(client)
        Authenticator.objects.filter(user=employee, type="totp").update(last_used_at=None)
        code = totp(secret)
        if client.post("/account/second-step/sign-in/", {"code": code}).status_code != 302:
            pytest.fail("the code of the app was not taken")
        assert is_in(client)

    def test_keeps_the_secret_encrypted(self, employee: Person) -> None:
        secret = self._turn_on(Client(), employee)

        assert secret not in str(list(Authenticator.objects.values("data")))

    def test_shows_recovery_codes_once_and_takes_each_once(self, employee: Person) -> None:
        owner = Client()
        self._turn_on(owner, employee)
        codes = re.findall(r"\b\d{8}\b", owner.get("/account/second-step/codes/").content.decode())

        assert len(codes) == 10
        first, second = Client(), Client()
        for client in (first, second):
            sign_in(client, employee)
            client.post("/account/second-step/sign-in/", {"code": codes[0]})
        assert (is_in(first), is_in(second)) == (True, False)

    def test_stops_guessing(self, employee: Person) -> None:
        self._turn_on(Client(), employee)
        client = Client()
        sign_in(client, employee)

        said = [client.post("/account/second-step/sign-in/", {"code": "123456"}).content.decode() for _n in range(7)]

        assert "Too many" in said[-1]

    def test_can_be_turned_off_again(self, employee: Person) -> None:
        client = Client()
        self._turn_on(client, employee)

        assert client.get("/account/second-step/app/removal/").status_code == 200
        client.post("/account/second-step/app/removal/")

        assert not Authenticator.objects.filter(user=employee, type="totp").exists()


class TestChangingThePassword:
    def test_ends_the_other_sessions_and_is_told(self, employee: Person) -> None:
        here, elsewhere = Client(), Client()
        sign_in(here, employee)
        sign_in(elsewhere, employee)
        new = "another long passphrase 9"

        here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

        assert is_in(here)
        assert not is_in(elsewhere)
        assert Entry.objects.filter(code="people.password.changed", actor_id=employee.pk).count() == 1
        assert sign_in(Client(), employee, new) == 302

    @pytest.mark.parametrize("weak", ["short", "password1234", "482915730264"])
    def test_refuses_a_weak_one_with_a_sentence(self, employee: Person, weak: str) -> None:
        client = Client()
        sign_in(client, employee)
        form = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}

        page = client.post("/account/password/change/", form).content.decode()

        assert "This password" in page
        employee.refresh_from_db()
        assert employee.check_password(PASSWORD)


class TestForgottenPassword:
    def test_is_reset_by_mail_once(self, employee: Person, settings) -> None:
        settings.ACCORD_MAIL = True
        client = Client()
        client.post("/account/password/reset/", {"email": employee.email})
        (message,) = mail.outbox
        link = re.search(r"http://testserver(/account/password/reset/key/\S+)", str(message.body))
        assert link
        new = "another long passphrase 9"

        form = client.get(link[1], follow=True)
        saved = client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})

        assert saved.status_code == 302
        assert sign_in(Client(), employee, new) == 302
        assert "used already" in Client().get(link[1], follow=True).content.decode()

    def test_sends_nothing_to_strangers_and_says_the_same(self, employee: Person, settings) -> None:
        settings.ACCORD_MAIL = True

        known = Client().post("/account/password/reset/", {"email": employee.email})
        unknown = Client().post("/account/password/reset/", {"email": "nobody@example.org"})

        assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
        assert [message.to for message in mail.outbox] == [[employee.email]]

    def test_names_who_helps_where_no_mail_is_sent(self, employee: Person, settings) -> None:
        settings.ACCORD_MAIL = False

        page = Client().post("/account/password/reset/", {"email": employee.email})

        assert "Ask your administrator" in page.content.decode()
        assert not mail.outbox


class TestSigningUp:
    def test_is_closed(self, cast: Cast) -> None:
        form = {"email": "new@example.org", "password1": PASSWORD}

        page = Client().post("/account/signup/", form).content.decode()

        assert "by invitation" in page.lower()
        assert not Person.objects.filter(email="new@example.org").exists()
