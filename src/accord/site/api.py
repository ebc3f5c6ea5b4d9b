"""The JSON API: the same reads and writes as the pages, published as OpenAPI, with one shape for every problem."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer, SessionAuth

from accord.apps.people import writes
from accord.apps.people.models import Person
from accord.apps.ui.api import problem
from accord.apps.ui.rules import Invalid, Refused

ROUTERS = (
    "people",
    "goals",
    "initiatives",
    "guardrails",
    "promises",
    "expectations",
    "value",
    "decisions",
    "voice",
    "check_ins",
    "meetings",
    "readings",
    "gaps",
    "trail",
    "batches",
    "search",
    "notices",
    "turn",
)


class Token(HttpBearer):
    """An API token of a person: ``Authorization: Bearer <token>``."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        """Find whose token it is and let the request act as that person."""
        person = writes.use_token(token, at=timezone.now())
        if person is not None:
            request.user = person
        return person


class Session(SessionAuth):
    """The session of a signed-in browser; changing anything needs the CSRF token besides."""


class Published(NinjaAPI):
    """The API with its description, which never changes while it runs: made once, at the first look."""

    _description: OpenAPISchema | None = None

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Give the description; another path than its own is described anew."""
        if path_prefix is not None:
            return super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        if self._description is None:
            self._description = super().get_openapi_schema(path_params=path_params)
        return self._description


api = Published(
    title="Accord",
    version="1",
    docs_url=None,
    urls_namespace="api",
    auth=[Token(), Session()],
    description="Everything the pages do, as JSON. Sign in with a personal token: Authorization: Bearer <token>.",
)


@api.exception_handler(Refused)
def refused(request: HttpRequest, exception: Refused) -> HttpResponse:
    """Answer a refusal with its own status; values that fit the schema but not the records are a conflict.

    So 422 is always what the schema says, and 409 what only the records can say.
    """
    status = 409 if isinstance(exception, Invalid) else exception.status
    return api.create_response(request, problem(exception), status=status)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, exception: Http404) -> HttpResponse:
    """Answer what is not there."""
    return api.create_response(request, {"detail": _("There is no such record.")}, status=404)


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, exception: HttpError) -> HttpResponse:
    """Answer a missing sign-in, a missing CSRF token or a body that is no JSON."""
    said = {
        400: _("The body is not valid JSON."),
        401: _("Sign in, or send a token: Authorization: Bearer <token>."),
        403: _("The CSRF token is missing or wrong. Send it as X-CSRFToken, or use an API token."),
    }.get(exception.status_code, str(exception))
    response = api.create_response(request, {"detail": said}, status=exception.status_code)
    if exception.status_code == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, exception: ValidationError) -> HttpResponse:
    """Answer values that cannot be taken, naming each."""
    fields = {_place(error["loc"]): str(error["msg"]) for error in exception.errors}
    said = {"detail": _("Some values cannot be taken."), "fields": fields}
    return api.create_response(request, said, status=422)


def _place(location: tuple[Any, ...]) -> str:
    """Name a value: ("body", "data", "title") is "title"."""
    parts = [str(part) for part in location[1:]]
    if location and location[0] == "body" and len(parts) > 1:
        parts = parts[1:]
    return ".".join(parts) or "body"


def json_answers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Say under /api/ also in JSON what Django itself refuses: unknown addresses, wrong methods, bodies too large."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        plain = response.status_code >= 400 and "json" not in response.headers.get("Content-Type", "")
        if not (plain and request.path.startswith("/api/")):
            return response
        said = JsonResponse({"detail": _said(response.status_code)}, status=response.status_code)
        if "Allow" in response.headers:
            said.headers["Allow"] = response.headers["Allow"]
        return said

    return middleware


def _said(status: int) -> str:
    return {
        400: _("This request cannot be understood."),
        403: _("This is not allowed."),
        404: _("There is nothing at this address."),
        405: _("This address does not take that method."),
        413: _("The body is too large."),
    }.get(status, _("Something went wrong here. It has been noted."))


for app in ROUTERS:
    if find_spec(f"accord.apps.{app}") and find_spec(f"accord.apps.{app}.api"):
        api.add_router("", import_module(f"accord.apps.{app}.api").router)
