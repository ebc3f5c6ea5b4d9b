"""What the environment says becomes settings: outgoing mail and single sign-on."""

from pathlib import Path

import pytest

from accord.site.mail import mail
from accord.site.single_sign_on import providers

OIDC = {
    "ACCORD_OIDC_ISSUER": "https://id.example.org/",
    "ACCORD_OIDC_CLIENT_ID": "accord",
    "ACCORD_OIDC_CLIENT_SECRET": "s3cret",
}


class TestMail:
    def test_reads_one_address(self) -> None:
        read = mail("smtps://me:p%40ss@mail.example.org", "accord@example.org")

        assert (read["EMAIL_HOST"], read["EMAIL_PORT"], read["EMAIL_HOST_PASSWORD"]) == (
            "mail.example.org",
            465,
            "p@ss",
        )
        assert (read["EMAIL_USE_SSL"], read["EMAIL_USE_TLS"]) == (True, False)
        assert mail("smtp+tls://mail.example.org", "")["EMAIL_USE_TLS"] is True

    def test_sends_nothing_without_one(self) -> None:
        assert mail("", "") == {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}

    @pytest.mark.parametrize("wrong", ["mail.example.org", "http://mail.example.org", "smtp://"])
    def test_refuses_anything_else(self, wrong: str) -> None:
        with pytest.raises(ValueError, match="ACCORD_SMTP_URL"):
            mail(wrong, "")


class TestSingleSignOn:
    def test_is_off_without_an_issuer(self) -> None:
        assert providers({}) == {}

    def test_reads_the_secret_from_a_file(self, tmp_path: Path) -> None:
        file = tmp_path / "secret"
        file.write_text("from a file\n")

        (app,) = providers({**OIDC, "ACCORD_OIDC_CLIENT_SECRET_FILE": str(file)})["openid_connect"]["APPS"]

        assert app["secret"] == "from a file"
        assert app["settings"]["server_url"] == "https://id.example.org"

    @pytest.mark.parametrize("missing", ["ACCORD_OIDC_CLIENT_ID", "ACCORD_OIDC_CLIENT_SECRET"])
    def test_says_what_is_missing(self, missing: str) -> None:
        with pytest.raises(ValueError, match="ACCORD_OIDC_CLIENT_ID"):
            providers({name: value for name, value in OIDC.items() if name != missing})
