"""Single sign-on by OpenID Connect, configured by environment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

PROVIDER_ID = "sso"


def providers(environment: Mapping[str, str]) -> dict[str, Any]:
    """Turn ACCORD_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET (or _CLIENT_SECRET_FILE) and _NAME into settings.

    Nothing is configured without an issuer. Raises ValueError when the client is missing.
    """
    issuer = environment.get("ACCORD_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return {}
    client, secret = environment.get("ACCORD_OIDC_CLIENT_ID", ""), _secret(environment)
    if not client or not secret:
        raise ValueError("ACCORD_OIDC_ISSUER needs ACCORD_OIDC_CLIENT_ID and ACCORD_OIDC_CLIENT_SECRET beside it")
    app = {
        "provider_id": PROVIDER_ID,
        "name": environment.get("ACCORD_OIDC_NAME") or "single sign-on",
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def _secret(environment: Mapping[str, str]) -> str:
    file = environment.get("ACCORD_OIDC_CLIENT_SECRET_FILE", "")
    return Path(file).read_text("utf-8").strip() if file else environment.get("ACCORD_OIDC_CLIENT_SECRET", "")
