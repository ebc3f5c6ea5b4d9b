"""Every address and every API operation has its action in the permission table, and the stranger stays outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = "public"
METHODS = {"GET": "get", "POST": "post", "PUT": "put", "PATCH": "patch", "DELETE": "delete"}
SAMPLES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000001", "path": "x"}


@dataclass(frozen=True)
class Door:
    """One address with the action on its door."""

    path: str
    action: Any
    method: str = "GET"

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def doors() -> list[Door]:
    return [*_pages(get_resolver().url_patterns, "/"), *_operations()]


def _pages(patterns: list[Any], prefix: str) -> Iterator[Door]:
    for pattern in patterns:
        place = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if not _is_api(pattern):
                yield from _pages(pattern.url_patterns, place)
        elif isinstance(pattern, URLPattern):
            yield Door(_filled(place), getattr(pattern.callback, "action", None))


def _is_api(resolver: URLResolver) -> bool:
    return resolver.namespace == "api" or resolver.app_name == "ninja"


def _operations() -> Iterator[Door]:
    from accord.site.api import api

    for router in api._get_bound_routers():
        for place, view in router.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    address = "/api/v1/" + (router.prefix.strip("/") + "/" + place.strip("/")).strip("/")
                    yield Door(_filled(address), getattr(operation.view_func, "action", None), method)


def _filled(place: str) -> str:
    """Put a sample value in every placeholder: `<int:pk>`, `{int:pk}`, `{pk}`."""
    place = re.sub(r"\(\?P<\w+>[^)]*\)", "1", place).replace("^", "").replace("$", "").replace("\\Z", "")
    place = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "x"), place)
    return re.sub(r"\{(?:(\w+):)?\w+\}", lambda found: SAMPLES.get(found[1] or "int", "1"), place)


DOORS = doors()
CLOSED = [door for door in DOORS if door.action is None or door.action.code != PUBLIC]
NOT_FOR_EMPLOYEES = [
    door
    for door in CLOSED
    if door.action is not None
    and "employee" not in door.action.roles
    and (not door.action.own or door.action.also is not None)
]

pytestmark = pytest.mark.one_database


def test_there_are_doors_to_look_at():
    assert any(door.path.startswith("/api/") for door in DOORS)
    assert any(not door.path.startswith("/api/") for door in DOORS)


def test_every_door_has_its_action_in_the_table():
    from accord.apps.people.permissions import actions

    table = {action.code for action in actions}
    assert not [str(door) for door in DOORS if door.action is None], "make it with route(…, action=…) or @door(…)"
    assert not [f"{door}: {door.action.code}" for door in DOORS if door.action and door.action.code not in table]


def test_no_two_actions_share_a_code():
    from accord.apps.people.permissions import actions

    codes = [action.code for action in actions]
    assert len(codes) == len(set(codes))


def test_every_action_is_explained():
    from accord.apps.people.permissions import actions

    assert all(str(action.label).strip() for action in actions)


def test_the_stranger_stays_outside(client_of, db):
    answers = [(door, _knock(client_of(None), door)) for door in CLOSED]
    assert len(answers) > 100
    assert not [f"{door} answers {answer.status_code}" for door, answer in answers if not _keeps_out(answer)]


def _keeps_out(answer: Any) -> bool:
    sent_to_sign_in = answer.status_code == 302 and "/account/login/" in answer["Location"]
    return sent_to_sign_in or answer.status_code in {401, 403}


def test_someone_whose_role_does_not_allow_it_is_refused(client_of, cast):
    client = client_of(cast.employee)  # being refused changes nothing: one sign-in knocks everywhere
    wrong = []
    for door in NOT_FOR_EMPLOYEES:
        # The API may find the body wanting before it asks who sends it; tests/site/test_api_holds.py sends good ones.
        refusals = {403, 422} if door.path.startswith("/api/") else {403}
        status = _knock(client, door).status_code
        if status not in refusals:
            wrong.append(f"{door} answers {status}")
    assert NOT_FOR_EMPLOYEES
    assert not wrong


def _knock(client: Any, door: Door) -> Any:
    send = getattr(client, METHODS.get(door.method, "get"))
    json = {} if door.method == "GET" else {"data": "{}", "content_type": "application/json"}
    return send(door.path, **json)
