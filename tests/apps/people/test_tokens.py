"""API tokens: shown once, kept as digests, ended by their owner, acting as their owner."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accord.apps.people import reads, writes
from accord.apps.people.models import ApiToken, Person
from accord.apps.people.writes.tokens import MOST_TOKENS
from accord.apps.trail.models import Detail
from accord.apps.ui.rules import Invalid, NotFound, WrongState
from tests.cast import Cast

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
ClientOf = Callable[[Person | None], Client]
pytestmark = pytest.mark.django_db


class TestMakeToken:
    def test_cannot_be_read_back(self, cast: Cast) -> None:
        made, secret = writes.make_token(name="export", by=cast.cio, at=AT)

        stored = str(list(ApiToken.objects.values())) + str(list(Detail.objects.values()))
        assert secret not in stored
        assert secret not in str(reads.tokens(viewer=cast.cio))
        assert secret.endswith(made.hint)

    def test_needs_a_name(self, cast: Cast) -> None:
        with pytest.raises(Invalid):
            writes.make_token(name=" ", by=cast.cio, at=AT)

    def test_stops_at_twenty(self, cast: Cast) -> None:
        for number in range(MOST_TOKENS):
            writes.make_token(name=str(number), by=cast.cio, at=AT)

        with pytest.raises(WrongState):
            writes.make_token(name="one more", by=cast.cio, at=AT)


class TestUseToken:
    def test_finds_its_owner_and_notes_the_use_now_and_then(self, cast: Cast) -> None:
        made, secret = writes.make_token(name="export", by=cast.cio, at=AT)

        assert writes.use_token(secret, at=AT) == cast.cio
        writes.use_token(secret, at=AT + timedelta(seconds=30))
        made.refresh_from_db()
        assert made.used_at == AT
        writes.use_token(secret, at=AT + timedelta(minutes=2))
        made.refresh_from_db()
        assert made.used_at == AT + timedelta(minutes=2)

    @pytest.mark.parametrize(
        "secret", ["", "accord_", "accord_wrong", "\x00", "accord_\ud800", "accord_" + "a" * 9_000]
    )
    def test_knows_no_other(self, cast: Cast, secret: str) -> None:
        assert writes.use_token(secret, at=AT) is None

    def test_ends_with_the_token(self, cast: Cast) -> None:
        made, secret = writes.make_token(name="export", by=cast.cio, at=AT)

        writes.revoke_token(token_id=made.pk, by=cast.cio, at=AT)

        assert writes.use_token(secret, at=AT) is None
        with pytest.raises(WrongState):
            writes.revoke_token(token_id=made.pk, by=cast.cio, at=AT)

    def test_cannot_be_ended_by_others(self, cast: Cast) -> None:
        made, _secret = writes.make_token(name="export", by=cast.cio, at=AT)

        with pytest.raises(NotFound):
            writes.revoke_token(token_id=made.pk, by=cast.administrator, at=AT)


class TestApi:
    def _get(self, path: str, authorization: str) -> int:
        return Client().get(path, headers={"Authorization": authorization}).status_code

    def test_lets_a_token_in_as_its_owner(self, cast: Cast) -> None:
        _made, secret = writes.make_token(name="export", by=cast.cio, at=AT)

        answer = Client().get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"})

        assert answer.json()["name"] == "Ida Byte"

    def test_keeps_wrong_tokens_out(self, cast: Cast) -> None:
        assert self._get("/api/v1/me", "Bearer accord_wrong") == 401
        assert self._get("/api/v1/me", "Basic YTpi") == 401

    def test_needs_no_csrf_token_with_a_token_and_one_without(self, cast: Cast, client_of: ClientOf) -> None:
        _made, secret = writes.make_token(name="import", by=cast.office, at=AT)
        strict = Client(enforce_csrf_checks=True)

        by_token = strict.post("/api/v1/people", {"name": "A"}, "application/json",
                               headers={"Authorization": f"Bearer {secret}"})  # fmt: skip
        strict.force_login(cast.office, backend="allauth.account.auth_backends.AuthenticationBackend")
        by_session = strict.post("/api/v1/people", {"name": "B"}, "application/json")

        assert (by_token.status_code, by_session.status_code) == (201, 403)
        assert "CSRF" in by_session.json()["detail"]

    def test_lets_no_token_make_tokens(self, cast: Cast, client_of: ClientOf) -> None:
        _made, secret = writes.make_token(name="import", by=cast.office, at=AT)

        refused = Client().post("/api/v1/me/tokens", {"name": "child"}, "application/json",
                                headers={"Authorization": f"Bearer {secret}"})  # fmt: skip
        made = client_of(cast.office).post("/api/v1/me/tokens", {"name": "child"}, "application/json")

        assert refused.status_code == 401
        assert self._get("/api/v1/me", f"Bearer {made.json()['token']}") == 200


class TestAccountPage:
    def test_shows_a_new_token_once(self, cast: Cast, client_of: ClientOf) -> None:
        client = client_of(cast.employee)

        page = client.post("/account/tokens/", {"name": "report"}).content.decode()
        secret = page.split('id="secret"')[1].split('value="')[1].split('"')[0]

        assert self_is(secret, cast.employee)
        later = client.get("/account/").content.decode()
        assert secret not in later
        assert "report" in later

    def test_ends_a_token(self, cast: Cast, client_of: ClientOf) -> None:
        made, secret = writes.make_token(name="report", by=cast.employee, at=AT)

        client_of(cast.employee).post(f"/account/tokens/{made.pk}/ending/")

        assert writes.use_token(secret, at=AT) is None


def self_is(secret: str, person: Person) -> bool:
    return writes.use_token(secret, at=AT) == person
