"""Single sign-on against a real OpenID provider of our own on the loopback address."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from accord.apps.people import writes
from accord.apps.people.models import Person
from accord.site.single_sign_on import providers
from tests.cast import Cast

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
CLIENT, SECRET = "accord-tests", "s3cret"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGE_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
pytestmark = [pytest.mark.django_db]


@dataclass
class Provider:
    """Who the provider says has signed in, and how it may misbehave."""

    url: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)  # what userinfo says differently
    key: rsa.RSAPrivateKey = KEY
    challenges: dict[str, str] = field(default_factory=dict)

    def id_token(self) -> str:
        claims = {"iss": self.url, "aud": CLIENT, "iat": time.time(), "exp": time.time() + 60, **self.claims}
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def jwks(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]}

    def code(self, asked: dict[str, str]) -> str:
        """Grant a code for an authorization request that is as it should be."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.challenges)}"
        self.challenges[code] = asked["code_challenge"]
        return code

    def token(self, sent: dict[str, str]) -> dict[str, Any] | None:
        """Trade a code for tokens, once, to the client that proves it asked for it."""
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        known = self.challenges.pop(sent.get("code", ""), None) == proof
        if not known or (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET):
            return None
        return {"access_token": "access", "token_type": "Bearer", "expires_in": 60, "id_token": self.id_token()}


def _answers(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place = urlsplit(self.path)
            if place.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(place.query).items()}
                back = urlencode({"code": provider.code(asked), "state": asked["state"]})
                self.send_response(302)
                self.send_header("Location", f"{asked['redirect_uri']}?{back}")
                self.end_headers()
                return
            said = {
                "/.well-known/openid-configuration": provider.discovery,
                "/jwks": provider.jwks,
                "/userinfo": lambda: {**provider.claims, **provider.about},
            }.get(place.path)
            self._say(said() if said else None)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(provider.token({name: values[0] for name, values in parse_qs(body).items()}))

        def _say(self, said: dict[str, Any] | None) -> None:
            self.send_response(200 if said else 400)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(said or {"error": "invalid_request"}).encode())

        def log_message(self, *words: object) -> None:
            """Stay quiet."""

    return Answers


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    """Serve a provider and configure Accord by the same variables as in a real home."""
    one = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _answers(one))
    one.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    settings.SOCIALACCOUNT_PROVIDERS = providers({
        "ACCORD_OIDC_ISSUER": one.url, "ACCORD_OIDC_CLIENT_ID": CLIENT, "ACCORD_OIDC_CLIENT_SECRET": SECRET,
        "ACCORD_OIDC_NAME": "Example ID",
    })  # fmt: skip
    yield one
    server.shutdown()
    server.server_close()


@pytest.fixture
def ida(provider: Provider, cast: Cast) -> Provider:
    provider.claims = {"sub": "ida-1", "email": "Ida.Byte@example.org", "email_verified": True}
    return provider


def sign_in(client: Client, *, tamper: Callable[[str], str] = str) -> Any:
    """Walk the whole way as a browser does: to the provider, back with a code."""
    away = client.get("/account/oidc/sso/login/?process=login&next=/departments/")
    assert away.status_code == 302, away.content
    back = requests.get(away["Location"], allow_redirects=False, timeout=5)
    return client.get(tamper(back.headers["Location"]).removeprefix("http://testserver"))


def is_in(client: Client) -> bool:
    return client.get("/people/").status_code == 200


class TestKnownPeople:
    def test_come_in_by_their_verified_address(self, ida: Provider, cast: Cast) -> None:
        client = Client()

        assert "Sign in with Example ID" in client.get("/account/login/").content.decode()
        answer = sign_in(client)

        assert answer["Location"] == "/departments/"
        assert client.get("/api/v1/me").json()["id"] == cast.cio.pk

    def test_are_known_again_when_their_address_changes(self, ida: Provider, cast: Cast) -> None:
        sign_in(Client())
        writes.edit_person(person_id=cast.cio.pk, values={"email": "new@example.org"}, by=cast.administrator, at=AT)
        client = Client()

        sign_in(client)

        assert client.get("/api/v1/me").json()["email"] == "new@example.org"

    def test_keep_their_second_step(self, ida: Provider, cast: Cast) -> None:
        TOTP.activate(cast.cio, generate_totp_secret())
        client = Client()

        assert "/second-step/" in sign_in(client)["Location"]
        assert not is_in(client)

    def test_stay_out_once_they_left(self, ida: Provider, cast: Cast) -> None:
        sign_in(Client())
        writes.leave(person_id=cast.cio.pk, left_date=AT.date(), by=cast.administrator, at=AT)
        client = Client()

        sign_in(client)

        assert not is_in(client)


class TestStrangers:
    def test_are_told_that_nobody_knows_them(self, ida: Provider) -> None:
        ida.claims["email"] = "nobody@example.org"
        client = Client()

        answer = sign_in(client)

        assert answer.status_code == 403
        assert "not known here yet" in answer.content.decode()
        assert not Person.objects.filter(email="nobody@example.org").exists()

    @pytest.mark.parametrize("verified", [False, None, "true"])
    def test_come_in_by_no_unverified_address(self, ida: Provider, verified: object) -> None:
        ida.claims["email_verified"] = verified
        client = Client()

        answer = sign_in(client)

        assert answer.status_code == 403
        assert "without confirming" in answer.content.decode()
        assert not SocialAccount.objects.exists()


class TestForgedAnswers:
    @pytest.mark.parametrize(
        "lie",
        [
            lambda one: setattr(one, "key", STRANGE_KEY),
            lambda one: one.claims.update(aud="another-client"),
            lambda one: one.claims.update(iss="https://elsewhere.example"),
            lambda one: one.claims.update(exp=time.time() - 60),
            lambda one: one.about.update(sub="somebody-else"),
            lambda one: setattr(one, "id_token", lambda: ""),
        ],
        ids=["signature", "audience", "issuer", "expired", "another person", "no ID token"],
    )
    def test_let_nobody_in(self, ida: Provider, lie: Callable[[Provider], None]) -> None:
        lie(ida)
        client = Client()

        answer = sign_in(client)

        assert "no answer Accord can trust" in answer.content.decode()
        assert not is_in(client)

    def test_let_nobody_in_with_another_state(self, ida: Provider) -> None:
        client = Client()

        sign_in(client, tamper=lambda url: url.replace("state=", "state=x"))

        assert not is_in(client)


def test_is_not_there_without_configuration(cast: Cast) -> None:
    assert Client().get("/account/oidc/sso/login/").status_code == 404
    assert "Sign in with" not in Client().get("/account/login/").content.decode()
