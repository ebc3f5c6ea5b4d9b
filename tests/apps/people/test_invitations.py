"""Invitation links: shown once, used once, gone after seven days, never readable again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accord.apps.people import reads, writes
from accord.apps.people.models import Invitation, Person
from accord.apps.trail.models import Detail
from accord.apps.ui.rules import Invalid, NotAllowed, NotFound, WrongState
from tests.cast import PASSWORD, Cast

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
ClientOf = Callable[[Person | None], Client]
pytestmark = pytest.mark.django_db


def invited(cast: Cast, at: datetime = AT) -> str:
    return writes.invite(person_id=cast.employee.pk, by=cast.administrator, at=at)


class TestInvite:
    def test_keeps_only_a_digest(self, cast: Cast) -> None:
        token = invited(cast)

        stored = str(list(Invitation.objects.values())) + str(list(Detail.objects.values()))
        assert token not in stored
        assert reads.open_invitation(token=token, at=AT).person_id == cast.employee.pk

    def test_replaces_the_one_before(self, cast: Cast) -> None:
        first = invited(cast)
        invited(cast)

        with pytest.raises(WrongState, match="replaced"):
            reads.open_invitation(token=first, at=AT)

    def test_is_for_administrators(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            writes.invite(person_id=cast.administrator.pk, by=cast.office, at=AT)

    def test_needs_a_mail_address(self, cast: Cast) -> None:
        nameless = writes.add_person(name="No Mail", by=cast.office, at=AT)

        with pytest.raises(WrongState, match="no mail address"):
            writes.invite(person_id=nameless.pk, by=cast.administrator, at=AT)


class TestAccept:
    def test_sets_name_and_password_once(self, cast: Cast) -> None:
        token = invited(cast)

        person = writes.accept_invitation(token=token, name="Emil W.", password=PASSWORD, at=AT)

        assert (person.name, person.check_password(PASSWORD)) == ("Emil W.", True)
        with pytest.raises(WrongState, match="already been used"):
            writes.accept_invitation(token=token, name="Thief", password=PASSWORD, at=AT)

    def test_is_over_after_seven_days(self, cast: Cast) -> None:
        token = invited(cast)

        with pytest.raises(WrongState, match="expired"):
            writes.accept_invitation(token=token, name="Emil", password=PASSWORD, at=AT + timedelta(days=7))

    @pytest.mark.parametrize("token", ["", "x", "\x00", "\ud800", "a" * 5_000])
    def test_knows_no_forged_one(self, cast: Cast, token: str) -> None:
        with pytest.raises(NotFound):
            writes.accept_invitation(token=token, name="Emil", password=PASSWORD, at=AT)

    @pytest.mark.parametrize("password", ["short", "password1234", "482915730264", "emil.worker@example.org"])
    def test_refuses_a_weak_password_and_stays_open(self, cast: Cast, password: str) -> None:
        token = invited(cast)

        with pytest.raises(Invalid) as refused:
            writes.accept_invitation(token=token, name="Emil Worker", password=password, at=AT)

        assert refused.value.fields["password"]
        assert reads.open_invitation(token=token, at=AT)


class TestPages:
    def test_walk_from_invitation_to_sign_in(self, cast: Cast, client_of: ClientOf) -> None:
        page = client_of(cast.administrator).post(f"/people/{cast.employee.pk}/invitation/")
        link = page.content.decode().split('id="link"')[1].split('value="')[1].split('"')[0]
        path = link.removeprefix("http://testserver")
        stranger = client_of(None)

        assert "emil.worker@example.org" in stranger.get(path).content.decode()
        weak = stranger.post(path, {"name": "Emil", "password": "short"})
        assert weak.status_code == 422
        assert "at least 12 characters" in weak.content.decode()
        assert stranger.post(path, {"name": "Emil", "password": PASSWORD}).status_code == 302
        again = stranger.get(path)
        assert again.status_code == 409
        assert "already been used" in again.content.decode()

        stranger.post("/account/login/", {"login": "emil.worker@example.org", "password": PASSWORD})
        assert stranger.get("/account/").status_code == 200

    def test_show_the_link_only_once(self, cast: Cast, client_of: ClientOf) -> None:
        office = client_of(cast.administrator)
        office.post(f"/people/{cast.employee.pk}/invitation/")

        page = office.get(f"/people/{cast.employee.pk}/").content.decode()

        assert "/invitation/" in page
        assert 'id="link"' not in page

    def test_say_what_is_wrong_with_a_link(self, cast: Cast, client_of: ClientOf) -> None:
        old = invited(cast, at=timezone.now() - timedelta(days=8))

        assert client_of(None).get(f"/invitation/{old}/").status_code == 409
        assert client_of(None).get("/invitation/forged/").status_code == 404

    def test_withdraw(self, cast: Cast, client_of: ClientOf) -> None:
        token = invited(cast, at=timezone.now())

        client_of(cast.administrator).post(f"/people/{cast.employee.pk}/invitation/withdrawal/")

        assert "withdrawn" in client_of(None).get(f"/invitation/{token}/").content.decode()
