"""Practices, readings and measurements as JSON, for each role and the stranger."""

import pytest

from accord.apps.jobs.models import Job
from accord.apps.readings.models import ReadingRow
from accord.practices import PRACTICES

pytestmark = pytest.mark.django_db
API = "/api/v1"


def of(measured_practice, kind, number=0):
    return ReadingRow.objects.get(practice=measured_practice, subject_kind=kind, subject_id=number, is_latest=True)


class TestPractices:
    def test_lists_all_with_what_they_say(self, measured, cast, client_of):
        found = client_of(cast.employee).get(f"{API}/practices").json()
        assert found["count"] == len(PRACTICES)
        line = next(one for one in found["items"] if one["code"] == "P22")
        assert (line["reading"]["value"], line["reading"]["n"], line["threshold_open"]) == (0.6, 15, 0.7)

    def test_gives_one_with_its_explanation(self, measured, cast, client_of):
        found = client_of(cast.employee).get(f"{API}/practices/P22").json()
        assert {"Why it matters", "Source"} <= {one["heading"] for one in found["sections"]}
        assert found["move"].startswith("Open the pages")

    def test_refuses_a_code_that_is_none(self, cast, client_of):
        assert client_of(cast.employee).get(f"{API}/practices/P99").status_code == 422

    @pytest.mark.parametrize("path", ["practices", "practices/P22", "readings", "readings/1", "measurements"])
    def test_is_closed_to_the_stranger(self, db, client_of, path):
        assert client_of(None).get(f"{API}/{path}").status_code == 401


class TestReadings:
    def test_can_be_narrowed_to_a_subject(self, measured, cast, client_of):
        address = f"{API}/readings?practice=P22&subject_kind=department&subject_id={cast.marketing.pk}"
        found = client_of(cast.employee).get(address).json()
        assert [(one["subject"], one["value"], one["n"]) for one in found["items"]] == [("Marketing", 0.75, 12)]
        assert found["count"] == 1

    def test_does_not_tell_of_limited_initiatives(self, measured, portfolio, cast, client_of):
        closed = of("P33", "initiative", portfolio["closed"][0].pk)
        for person, status in ((cast.employee, 404), (cast.cfo, 200)):
            assert client_of(person).get(f"{API}/readings/{closed.pk}").status_code == status
        address = f"{API}/readings?practice=P33&subject_kind=initiative&limit=200"
        counts = [client_of(person).get(address).json()["count"] for person in (cast.employee, cast.cfo)]
        assert counts == [12, 15]

    def test_says_why_there_is_no_value(self, measured, cast, client_of):
        one = client_of(cast.employee).get(f"{API}/readings/{of('P01', 'organisation').pk}").json()
        assert (one["value"], one["status"]) == (None, "insufficient")
        assert one["reasons"] == ["Nobody has been asked yet: no goals were given."]
        assert one["supply"]

    def test_evidence_is_what_the_viewer_may_see(self, measured, cast, client_of):
        address = f"{API}/readings/{of('P22', 'organisation').pk}/evidence?says=short"
        for person, count in ((cast.employee, 3), (cast.cfo, 6)):
            found = client_of(person).get(address).json()
            assert (found["count"], {one["passes"] for one in found["items"]}) == (count, {False})

    @pytest.mark.parametrize("query", ["practice=P99", "subject_kind=planet", "subject_id=-1", "limit=0", "limit=201"])
    def test_refuses_what_makes_no_sense(self, cast, client_of, query):
        assert client_of(cast.employee).get(f"{API}/readings?{query}").status_code == 422

    def test_comes_in_parts_with_the_same_few_queries(self, measured, cast, client_of, django_assert_max_num_queries):
        client = client_of(cast.cfo)
        with django_assert_max_num_queries(6):
            found = client.get(f"{API}/readings?limit=7&offset=3").json()
        assert len(found["items"]) == 7
        assert found["count"] == ReadingRow.objects.filter(is_latest=True).count()


class TestMeasurements:
    def test_can_be_read_by_everyone(self, measured, cast, client_of):
        client = client_of(cast.employee)
        found = client.get(f"{API}/measurements").json()
        assert (found["count"], found["items"][0]["id"]) == (1, measured.pk)
        assert client.get(f"{API}/measurements/{measured.pk}").json()["pairs"] == 69
        assert client.get(f"{API}/measurements/{measured.pk + 1}").status_code == 404

    def test_are_started_by_those_who_may(self, cast, client_of):
        response = client_of(cast.cio).post(f"{API}/measurements")
        assert (response.status_code, response.json()["job"]) == (202, Job.objects.get().pk)
        assert client_of(cast.cio).post(f"{API}/measurements").json() == response.json()
        assert client_of(cast.employee).post(f"{API}/measurements").status_code == 403
        assert client_of(None).post(f"{API}/measurements").status_code == 401
