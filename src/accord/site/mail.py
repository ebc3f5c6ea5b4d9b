"""Outgoing mail by one address: smtp://, smtps:// or smtp+tls:// in ACCORD_SMTP_URL."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail(url: str, sender: str) -> dict[str, Any]:
    """Turn an address into Django's settings; an empty one means that no mail is sent.

    ``smtps`` is TLS from the start, ``smtp+tls`` turns to TLS (STARTTLS), ``smtp`` is plain (a relay on the same
    machine). Raises ValueError for anything else.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("ACCORD_SMTP_URL looks like smtps://user:password@host:465")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender or f"accord@{parts.hostname}",
    }
