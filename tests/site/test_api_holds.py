"""The JSON API answers as its OpenAPI description says, whatever is sent to it: a little in every run, much in `make prove`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.site.api import api
from tests.house.test_doors import NOT_FOR_EMPLOYEES

SECRET = "a" * 32
STARTS_WITH = "/api/v1/"


@pytest.fixture(autouse=True)
def one_transaction() -> Iterator[None]:
    """Keep the test's connection: the application would close it after each request, and with it the test's records."""
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


def _operations() -> list[Any]:
    schema = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix=STARTS_WITH))
    return [result.ok() for result in schema.get_all_operations()]


OPERATIONS = _operations()
CLOSED_TO_EMPLOYEES = [door for door in NOT_FOR_EMPLOYEES if door.path.startswith(STARTS_WITH)]
each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: f"{one.method.upper()} {one.path}")


def test_there_are_operations_to_try():
    assert len(OPERATIONS) > 10


@pytest.mark.one_database
@each_operation
def test_holds_for_a_few_requests(operation, cast, client_of):
    _try(operation, _signed_in(client_of(cast.office)), examples=4)


@pytest.mark.one_database
@pytest.mark.parametrize("door", CLOSED_TO_EMPLOYEES, ids=str)
def test_lets_no_employee_do_what_the_role_forbids(door, cast, client_of):
    operation = next(
        one for one in OPERATIONS if door.method == one.method.upper() and _same_place(one.path, door.path)
    )
    application = _signed_in(client_of(cast.employee))
    statuses = []

    @settings(max_examples=10, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def knock(case: Any) -> None:
        statuses.append(case.call(app=application, base_url="http://localhost").status_code)

    knock()
    assert 403 in statuses
    assert set(statuses) <= {403, 404, 422}


def _same_place(pattern: str, place: str) -> bool:
    return re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), place) is not None


@pytest.mark.prove
@each_operation
def test_holds_for_many_requests(operation, cast, client_of):
    _try(operation, _signed_in(client_of(cast.administrator)), examples=300)


def _try(operation: Any, app: Callable[..., Iterable[bytes]], *, examples: int) -> None:
    from schemathesis.specs.openapi.checks import ignored_auth  # the doors are tried in tests/house

    relaxed = [
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ]

    @settings(max_examples=examples, deadline=None, suppress_health_check=relaxed)
    @given(case=operation.as_strategy(), near=st.integers(1, 12), known=st.booleans())
    def holds(case: Any, near: int, known: bool) -> None:
        if known and case.path_parameters:  # numbers that records really have, not only improbable ones
            numbers = {name: near for name, value in case.path_parameters.items() if isinstance(value, int)}
            case.path_parameters.update(numbers)
        case.call_and_validate(app=app, base_url="http://localhost", excluded_checks=[ignored_auth])

    holds()


def _signed_in(client: Any) -> Callable[..., Iterable[bytes]]:
    """Return the whole application as the person's browser would reach it, CSRF token included."""
    application = get_wsgi_application()
    cookies = f"sessionid={client.cookies['sessionid'].value}; csrftoken={SECRET}"

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return application({**environ, "HTTP_COOKIE": cookies, "HTTP_X_CSRFTOKEN": SECRET}, start_response)

    return app
