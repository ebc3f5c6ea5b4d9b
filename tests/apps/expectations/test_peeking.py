"""Peeking through the site, as each role: pages, API, search, files. Nobody sees what is sealed, nobody hurries it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from accord.apps.expectations import jobs, reads, writes
from accord.apps.expectations.models import Asked, Forecast, Round
from accord.apps.jobs import writes as queue
from accord.apps.jobs.models import Job
from accord.apps.readings import writes as readings
from tests.apps.expectations.planted import AMOUNTS, WORD, Planted, as_form, as_json, leaks, plant

pytestmark = pytest.mark.one_database
EVERYBODY = ("ceo", "cio", "cfo", "chro", "delivery_lead", "department_head", "operations_head", "marketer", "employee",
             "office", "administrator", "stranger")  # fmt: skip
FEW = ("administrator", "delivery_lead", "employee")
SLOT = re.compile(r"<(?:\w+:)?(\w+)>|\{(?:\w+:)?(\w+)\}")


@pytest.fixture
def planted(cast, client_of) -> Planted:
    return plant(cast, client_of)


def places(prefix: str = "/", patterns: list[Any] | None = None) -> Iterator[str]:
    """Walk every address of the site, API included, as its pattern."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        place = prefix + str(pattern.pattern).replace("^", "").replace("$", "").replace("\\Z", "")
        if isinstance(pattern, URLResolver):
            yield from places(place, pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and "(?P" not in place:
            yield place


def filled(planted: Planted) -> list[str]:
    """Put the numbers of the planted records into every address, and ask lists also as files and by the secret words."""
    asked = Asked.objects.filter(round=planted.round)
    tokens = [reads.link_token(asked_id=one.pk) for one in asked]
    known = {
        "round_id": [planted.round.pk], "initiative_id": [planted.initiative.pk], "token": tokens,
        "person_id": [one.person_id for one in asked], "job_id": list(Job.objects.values_list("pk", flat=True)),
        "code": ["P08.dates", "P08"],
    }  # fmt: skip
    found = []
    for place in places():
        names = [first or second for first, second in SLOT.findall(place)]
        choices = [known.get(name, [1]) for name in names]
        for number in range(max((len(one) for one in choices), default=1)):
            values = iter([str(one[min(number, len(one) - 1)]) for one in choices])
            found.append(SLOT.sub(lambda _slot, rest=values: next(rest), place))
    lists = [place for place in places() if not SLOT.search(place)]
    asking = [f"{place}?{how}" for place in lists for how in (f"q={WORD}", f"q={AMOUNTS[0]}", "format=csv")]
    return [*found, *asking, f"/expectations/{planted.round.pk}/receipt/?check=1"]


def looked(client: Any, place: str) -> str:
    """Read an answer whole, whatever it says; a search is told back what was searched for, so that is taken out."""
    client.raise_request_exception = False
    response = client.get(place)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code < 500 or place.startswith("/health"), place
    text = body.decode("utf-8", "replace") + str(dict(response.headers)) + str(response.cookies)
    sought = re.search(r"[?]q=([^&]+)", place)
    return text.replace(sought[1], "") if sought else text


class TestEveryPlace:
    """Without a marker for a few, in `make prove` for everybody."""

    def _walk(self, planted: Planted, client: Any) -> None:
        seen = filled(planted)
        assert len(seen) > 150
        found = {place: told for place in seen if (told := leaks(looked(client, place)))}
        assert found == {}

    @pytest.mark.parametrize("who", FEW)
    def test_shows_nothing_of_sealed_answers(self, who, planted, cast, client_of):
        self._walk(planted, client_of(getattr(cast, who)))

    @pytest.mark.prove
    @pytest.mark.parametrize("who", EVERYBODY)
    def test_shows_nothing_to_anybody(self, who, planted, cast, client_of):
        readings.measure(by=None, at=timezone.now())
        self._walk(planted, client_of(getattr(cast, who)))

    def test_would_be_noticed(self, planted, cast, client_of):
        """The same look finds the answers once they are revealed."""
        writes.reveal_due(by=None, at=planted.after)
        shown = leaks(looked(client_of(cast.administrator), f"/api/v1/rounds/{planted.round.pk}/result"))
        assert WORD in shown
        assert {str(one) for one in AMOUNTS} <= set(shown)
        assert leaks(looked(client_of(cast.administrator), f"/expectations/{planted.round.pk}/"))


class TestAnswersOfTheServer:
    def test_hold_nothing_back_but_a_receipt(self, planted):
        for answer in planted.answers:
            assert leaks(answer.content.decode() + str(dict(answer.headers)) + str(answer.cookies)) == []

    def test_say_nothing_of_anothers_when_they_refuse(self, planted, cast, client_of):
        here = f"/api/v1/rounds/{planted.round.pk}"
        for person in (cast.administrator, cast.cfo, cast.marketer, cast.department_head):
            client = client_of(person)
            tried = [
                client.post(f"{here}/answer", {"cost": {"low": "9", "likely": "1", "high": "2"}}, "application/json"),
                client.post(f"{here}/answer", {"cost": 1}, "application/json"),
                client.post(f"{here}/answer", {}, "application/json"),
                client.get(f"{here}/result"), client.get(f"{here}/receipt"), client.get(f"{here}/answer"),
                client.put(f"{here}/deadline", {"version": 9, "deadline_at": "2040-01-01T00:00:00Z"}, "application/json"),
                client.post(f"/expectations/{planted.round.pk}/answer/", {"step": "seal", "cost_low": "9"}),
                client.post(f"/expectations/{planted.round.pk}/answer/withdrawal/", {"version": "x"}),
            ]  # fmt: skip
            assert [told for one in tried if (told := leaks(one.content.decode("utf-8", "replace")))] == []
            assert {one.status_code for one in tried[:3]} <= {404, 409, 422}
            assert tried[3].status_code in {404, 409}

    def test_are_never_stored_by_a_browser(self, planted, cast, client_of):
        client = client_of(cast.cfo)
        for place in ("answer/", "receipt/"):
            response = client.get(f"/expectations/{planted.round.pk}/{place}")
            assert response.status_code == 302 or "no-store" in response.headers["Cache-Control"]
        second_look = client.post(f"/expectations/{planted.round.pk}/answer/", as_form(0))
        assert "no-store" in second_look.headers["Cache-Control"]


class TestNothingHurriesTheReveal:
    def _still_sealed(self, planted: Planted) -> None:
        assert Round.objects.get(pk=planted.round.pk).state == "open"
        assert not Forecast.objects.exists()

    @pytest.mark.parametrize("who", [one for one in EVERYBODY if one != "stranger"])
    def test_by_any_role(self, who, planted, cast, client_of):
        client, here = client_of(getattr(cast, who)), f"/api/v1/rounds/{planted.round.pk}"
        soon = (timezone.now() + timedelta(hours=2)).isoformat()
        for version in (1, 2):
            shortened = client.put(f"{here}/deadline", {"deadline_at": soon, "version": version}, "application/json")
            assert shortened.status_code in {403, 404, 409}
        for verb, part, body in (
            ("post", "/reveal", {}), ("put", "", {"state": "revealed"}), ("patch", "", {"deadline_at": soon}),
            ("post", "/answer", {**as_json(0), "at": planted.after.isoformat()}), ("delete", "", {}),
        ):  # fmt: skip
            tried = getattr(client, verb)(here + part, body, content_type="application/json")
            assert tried.status_code in {403, 404, 405, 422}
        later = timezone.localtime(timezone.now() + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
        client.post(f"/expectations/{planted.round.pk}/deadline/", {"deadline_at": later, "version": 1})
        assert Round.objects.get(pk=planted.round.pk).deadline_at == planted.deadline
        writes.reveal_due(by=getattr(cast, who), at=timezone.now())
        self._still_sealed(planted)

    def test_by_the_worker_before_the_deadline(self, planted):
        job = queue.start(
            kind=jobs.REVEAL_KIND, by=None, at=timezone.now(), arguments={"at": planted.after.isoformat()}
        )
        queue.run_job.call(job.pk)
        self._still_sealed(planted)

    def test_by_declining_for_a_side(self, planted, cast):
        place = Asked.objects.get(round=planted.round, person=cast.cfo)
        writes.decline(asked=place, by=cast.cfo, at=timezone.now())
        writes.reveal_due(by=None, at=timezone.now())
        self._still_sealed(planted)

    def test_by_erasing_whoever_has_not_answered(self, planted, cast):
        from accord.apps.people import writes as people

        people.erase_person(person_id=cast.cfo.pk, by=cast.administrator, at=timezone.now())
        writes.reveal_due(by=None, at=timezone.now())
        self._still_sealed(planted)


class TestOrder:
    def test_of_forecasts_does_not_tell_who_answered_first(self, cast, planted, client_of):
        for person, first in ((cast.ceo, 4), (cast.operations_head, 0)):
            writes.ask_person(
                round_=planted.round, person_id=person.pk, side="business", by=cast.office, at=timezone.now()
            )
            sent = {"benefit": as_json(first)["benefit"]}
            client_of(person).post(f"/api/v1/rounds/{planted.round.pk}/answer", sent, content_type="application/json")
        writes.reveal_due(by=None, at=planted.after)
        shown = reads.result(viewer=cast.cio, round_id=planted.round.pk).forecasts
        lows = [one.low for one in shown if (one.question, one.side) == ("benefit", "business")]
        assert len(lows) == 3
        assert lows == sorted(lows)
