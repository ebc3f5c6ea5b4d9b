"""How the sign-in library behaves here: by invitation only, passwords through our writes, secrets encrypted."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from accord.apps.people import writes
from accord.apps.people.models import Person


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up; a changed password is told on the trail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Answer no: people come in by invitation."""
        return False

    def set_password(self, user: Person, password: str) -> None:
        """Store a password that was checked."""
        signed_in = self.request.user if self.request.user.is_authenticated else None
        writes.set_password(person=user, password=password, by=signed_in, at=timezone.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to the account."""
        return "/account/"

    def populate_username(self, request: HttpRequest, user: Person) -> None:
        """Do nothing: there are no user names."""


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Lets in the people Accord knows, by a mail address their organisation has verified."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Answer no: nobody is added by signing in."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Connect to the person with the verified address, or say that there is none."""
        if sociallogin.is_existing:
            return
        verified = [address.email for address in sociallogin.email_addresses if address.verified is True]
        person = Person.objects.filter(email__iexact=verified[0], is_active=True).first() if verified else None
        if person is None:
            page = render(request, "people/not_known.html", {"verified": bool(verified)}, status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, person)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of the second step encrypted with a key of the home, apart from the database."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret for the database."""
        return _cipher().encrypt(text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """Draw the picture for the app on white, so that it can be scanned in the dark theme too."""
        from qrcode import make
        from qrcode.image.svg import SvgPathFillImage

        return str(make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode"))

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt a secret from the database."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(settings.ACCORD_SECOND_STEP_KEY))
