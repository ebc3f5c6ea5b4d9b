"""The pages of practices as each role and as the stranger; what is limited stays hidden, its number does not."""

import pytest
from django.urls import reverse

from accord.apps.jobs.models import Job
from accord.apps.readings import writes
from accord.apps.readings.models import ReadingRow
from accord.apps.readings.rules import SIDE_NUMBERS
from accord.practices import PRACTICES
from tests.apps.readings.conftest import NEXT

ALL = len({one.part_of for one in PRACTICES.values()})

pytestmark = pytest.mark.django_db

LIST = "/practices/"
P22 = "/practices/P22/"


def text(response):
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


class TestCatalogue:
    def test_opens_for_everyone(self, measured, cast, client_of):
        for person in cast.signed_in:
            assert "AI work that everyone can see" in text(client_of(person).get(LIST)), person.name

    def test_sends_the_stranger_to_sign_in(self, client_of):
        assert "/account/login/" in client_of(None).get(LIST)["Location"]

    def test_says_what_is_going_on_first(self, measured, cast, client_of):
        page = text(client_of(cast.cio).get(LIST))
        # P22 is 9 of 15, whose range reaches across 70 %; nobody was asked for what the other five need
        assert f"Of {ALL} practices, 1 is too close to call, {ALL - 1} are not known yet." in page
        assert "60 %" in page
        assert "likely 36–80 %, from 15 active initiatives with known visibility" in page

    def test_says_how_strict_it_is(self, measured, cast, client_of):
        # twelve initiatives or more below the board and marketing: three subjects times nine practices, and three sides
        # of two
        sentence = f"At this strictness Accord expects at most 0.5 false gaps a year over {measured.pairs} readings."
        assert sentence in text(client_of(cast.cio).get(LIST))

    def test_teaches_when_nothing_was_measured(self, cast, client_of):
        page = text(client_of(cast.cio).get(LIST))
        assert "Nothing has been measured yet" in page
        assert "Bring in your portfolio, then measure." in page

    def test_offers_to_measure_only_to_those_who_may(self, measured, cast, client_of):
        offered = {p for p in cast.signed_in if "Measure now" in text(client_of(p).get(LIST))}
        assert offered == set(cast.signed_in) - {cast.employee, cast.marketer}

    def test_says_how_many_in_a_row(self, measured, cast, client_of):
        assert "in a row" not in text(client_of(cast.cio).get(LIST)).partition("A gap opens only")[0]
        writes.measure(by=None, at=NEXT)
        assert "the same 2 times in a row" in text(client_of(cast.cio).get(LIST))

    def test_asks_the_database_the_same_however_long_the_history(
        self, measured, cast, client_of, django_assert_num_queries
    ):
        client = client_of(cast.cio)
        client.get(LIST)
        with django_assert_num_queries(QUERIES_TO_SIGN_IN + 4):
            client.get(LIST)


QUERIES_TO_SIGN_IN = 3  # session, person, unread notices


class TestPractice:
    def test_opens_for_everyone(self, measured, cast, client_of):
        for person in cast.signed_in:
            page = text(client_of(person).get(P22))
            assert "60 %, likely 36–80 %: too close to call yet." in page, person.name

    @pytest.mark.parametrize("address", [P22, f"{P22}department/1/", f"{P22}initiative/1/"])
    def test_sends_the_stranger_to_sign_in(self, client_of, db, address):
        assert "/account/login/" in client_of(None).get(address)["Location"]

    def test_an_unknown_one_is_not_there(self, measured, cast, client_of):
        assert client_of(cast.cio).get("/practices/P99/").status_code == 404

    def test_explains_itself(self, measured, cast, client_of):
        page = text(client_of(cast.employee).get(P22))
        for words in ("Why it matters", "Good example", "What it cannot tell", "below 70 %", "80 % or more", "wilson"):
            assert words in page
        assert "When three in ten are hidden, people stop believing that the list is whole." in page
        assert "Declared" in page

    def test_shows_each_department(self, measured, cast, client_of):
        page = text(client_of(cast.cio).get(P22))
        assert f'href="/practices/P22/department/{cast.marketing.pk}/"' in page
        assert "75 %" in page
        assert "Too few to measure: 3 active initiatives with known visibility, at least 5 are needed." in page

    def test_a_department_has_its_own_page(self, measured, cast, client_of):
        page = text(client_of(cast.cio).get(f"{P22}department/{cast.marketing.pk}/"))
        assert "<h1>Marketing</h1>" in page
        assert "12 initiatives in all." in page
        assert "Plain 0" in page
        assert "Closed 0" not in page

    def test_a_department_that_is_not_there(self, measured, cast, client_of):
        assert client_of(cast.cio).get(f"{P22}department/4242/").status_code == 404

    def test_what_is_unknown_says_what_is_missing_and_how_to_supply_it(self, measured, cast, client_of):
        page = text(client_of(cast.cio).get("/practices/P01/"))
        assert "Not known yet. Nobody has been asked yet: no goals were given." in page
        assert "Add goals with a business owner and an IT owner, or import them." in page

    def test_before_the_first_measurement(self, cast, client_of):
        assert "Not known yet: this has not been measured here." in text(client_of(cast.employee).get(P22))

    def test_draws_the_way_once_there_are_two_days(self, measured, cast, client_of):
        assert "Over time" not in text(client_of(cast.cio).get(P22))
        writes.measure(by=None, at=NEXT)
        page = text(client_of(cast.cio).get(P22))
        assert "Over time" in page
        assert "whether it changed cannot be told yet" in page


class TestRows:
    def test_are_hidden_where_they_are_limited_and_counted(self, measured, cast, client_of):
        # the page sorts what falls short first, so everything limited would stand on the first page
        for person, seen in ((cast.employee, False), (cast.department_head, False), (cast.cfo, True)):
            page = text(client_of(person).get(P22))
            assert ("Closed 0" in page) == seen, person.name
            assert ("3 more you may not see." in page) == (not seen), person.name
            assert "15 initiatives in all." in page

    def test_are_open_to_the_head_of_their_department(self, measured, cast, client_of):
        assert "Closed 2" in text(client_of(cast.operations_head).get(P22))

    @pytest.mark.parametrize(
        ("query", "found"),
        [("says=short", "Silent 1"), ("says=passes", "Plain 1"), ("q=silent", "Silent 1"), ("q=plain", "Plain 1")],
    )
    def test_can_be_narrowed(self, measured, cast, client_of, query, found):
        page = text(client_of(cast.cio).get(f"{P22}?{query}"))
        assert [name for name in ("Plain 1", "Silent 1") if name in page] == [found]
        assert "you may not see" not in page

    def test_hidden_ones_stay_counted_when_narrowed(self, measured, cast, client_of):
        assert "3 more you may not see." in text(client_of(cast.employee).get(f"{P22}?says=passes"))

    def test_nothing_matches(self, measured, cast, client_of):
        assert "No row matches" in text(client_of(cast.cio).get(f"{P22}?says=unknown"))

    @pytest.mark.parametrize("sort", ["says", "-says", "title", "-title", "department", "-department"])
    def test_sort_both_ways(self, measured, cast, client_of, sort):
        assert client_of(cast.cio).get(f"{P22}?sort={sort}").status_code == 200

    def test_fall_short_first(self, measured, cast, client_of):
        page = text(client_of(cast.cio).get(P22))
        assert page.index("Silent 0") < page.index("Plain 0")

    def test_say_why(self, measured, cast, client_of):
        assert "It has no summary." in text(client_of(cast.employee).get(P22))

    def test_come_as_a_file_without_what_is_limited(self, measured, cast, client_of):
        def file(person):
            return b"".join(client_of(person).get(f"{P22}?format=csv").streaming_content).decode()

        assert "Silent 0,Marketing,Falls short,It has no summary." in file(cast.employee)
        assert "Closed" not in file(cast.employee)
        assert "Closed 0,Operations,Falls short,Not everybody may see it." in file(cast.cfo)

    def test_one_page_asks_the_same_however_many_rows(self, measured, cast, client_of, django_assert_max_num_queries):
        client = client_of(cast.employee)
        client.get(P22)
        with django_assert_max_num_queries(QUERIES_TO_SIGN_IN + 9):
            client.get(P22)


class TestInitiative:
    def test_says_what_a_practice_knows_of_one(self, measured, portfolio, cast, client_of):
        one = portfolio["plain"][0]
        page = text(client_of(cast.employee).get(f"/practices/P33/initiative/{one.pk}/"))
        assert "<h1>Plain 0</h1>" in page

    def test_a_limited_one_is_unknown_to_others(self, measured, portfolio, cast, client_of):
        address = f"/practices/P33/initiative/{portfolio['closed'][0].pk}/"
        assert client_of(cast.employee).get(address).status_code == 404
        assert client_of(cast.cfo).get(address).status_code == 200

    def test_a_practice_that_says_nothing_of_single_ones(self, measured, portfolio, cast, client_of):
        assert client_of(cast.cio).get(f"{P22}initiative/{portfolio['plain'][0].pk}/").status_code == 404


class TestMeasuring:
    ADDRESS = "/practices/measurements/"

    def test_starts_a_job_and_leads_back(self, cast, client_of):
        response = client_of(cast.cio).post(self.ADDRESS, {"next": P22})
        job = Job.objects.get(kind="readings.measure")
        assert response["Location"] == f"{reverse('jobs:job', args=[job.pk])}?next=%2Fpractices%2FP22%2F"
        assert job.by_id == cast.cio.pk

    def test_joins_the_one_that_is_under_way(self, cast, client_of):
        for _ in range(2):
            client_of(cast.cio).post(self.ADDRESS)
        assert Job.objects.filter(kind="readings.measure").count() == 1

    @pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", ""])
    def test_leads_nowhere_else(self, cast, client_of, elsewhere):
        response = client_of(cast.cio).post(self.ADDRESS, {"next": elsewhere})
        assert response["Location"].endswith("?next=%2Fpractices%2F")

    def test_is_not_for_everyone(self, cast, client_of):
        assert client_of(cast.employee).post(self.ADDRESS).status_code == 403
        assert "/account/login/" in client_of(None).post(self.ADDRESS)["Location"]
        assert not Job.objects.exists()

    def test_is_never_started_by_looking(self, cast, client_of):
        assert client_of(cast.cio).get(self.ADDRESS).status_code == 405


class TestPracticeWithSeveralMeasures:
    """P08 has six measures; nobody was asked for forecasts here."""

    def test_stands_in_the_catalogue_once_with_its_measures_below(self, measured, cast, client_of):
        page = text(client_of(cast.cio).get(LIST))
        assert page.count('href="/practices/P08/"') == 1
        assert page.count("Both sides' forecasts") + page.count("Both sides&#x27; forecasts") == 1
        assert page.index('href="/practices/P08/"') < page.index('href="/practices/P08.dates/"')
        assert page.index("Payoff date, both views") < page.index("Ranges that hold")

    def test_has_a_page_that_lists_its_measures(self, measured, cast, client_of):
        for person in cast.signed_in:
            page = text(client_of(person).get("/practices/P08/"))
            for code in ("dates", "benefit", "cost", "hidden", "phantom", "calibration"):
                assert f'href="/practices/P08.{code}/"' in page
            assert "Do business and IT expect the same of an initiative, do they know it, and were they right?" in page

    def test_each_measure_has_its_page_and_leads_back(self, measured, cast, client_of):
        page = text(client_of(cast.employee).get("/practices/P08.dates/"))
        assert 'href="/practices/P08/"' in page
        assert "Not known yet. Nobody has been asked yet: no revealed forecasts were given." in page
        assert "above 3 months" in page

    def test_says_in_words_when_a_fact_opens_a_gap(self, measured, cast, client_of):
        page = text(client_of(cast.cio).get("/practices/P08.hidden/"))
        assert "when one question of an initiative is hidden" in page

    @pytest.mark.parametrize("address", ["/practices/P08/", "/practices/P08.calibration/side/it/"])
    def test_sends_the_stranger_to_sign_in(self, db, client_of, address):
        assert "/account/login/" in client_of(None).get(address)["Location"]

    @pytest.mark.parametrize("code", ["P08.", "P08.wishes", "P0", "P22.dates", "P08/initiative/0"])
    def test_what_is_no_measure_is_not_there(self, measured, cast, client_of, code):
        assert client_of(cast.cio).get(f"/practices/{code}/").status_code == 404


class TestSides:
    @pytest.fixture
    def calibrated(self, measured):
        """Let IT's ranges hold in 5 of 20 cases."""
        row = ReadingRow.objects.get(practice="P08.calibration", subject_kind="side", subject_id=SIDE_NUMBERS["it"])
        values = {"status": "ok", "verdict": "bad", "value": 0.25, "low": 0.11, "high": 0.47, "n": 20, "reasons": []}
        ReadingRow.objects.filter(pk=row.pk).update(**values)

    def test_stand_side_by_side(self, calibrated, cast, client_of):
        page = text(client_of(cast.cio).get("/practices/P08.calibration/"))
        assert "IT: Only 25 % of what happened lay within the ranges that were given; eight in ten are meant." in page
        assert "Business: Not known yet." in page
        for side in ("business", "it", "finance"):
            assert f'href="/practices/P08.calibration/side/{side}/"' in page
        assert "Look at the misses together" in page
        assert "The rows it rests on" not in page  # a row would tell who was wrong

    def test_one_has_its_own_page(self, calibrated, cast, client_of):
        page = text(client_of(cast.employee).get("/practices/P08.calibration/side/it/"))
        assert "<h1>IT</h1>" in page
        assert "25 %" in page

    def test_the_catalogue_shows_the_one_that_needs_attention(self, calibrated, cast, client_of):
        page = text(client_of(cast.cio).get(LIST))
        assert f"Of {ALL} practices, 1 is out of step" in page
        assert "IT: <strong>25 %</strong>" in page

    @pytest.mark.parametrize("address", ["P08.calibration/side/hr/", "P22/side/it/"])
    def test_there_are_no_others(self, measured, cast, client_of, address):
        assert client_of(cast.cio).get(f"/practices/{address}").status_code == 404

    def test_come_through_the_api(self, calibrated, cast, client_of):
        number = SIDE_NUMBERS["it"]
        address = f"/api/v1/readings?practice=P08.calibration&subject_kind=side&subject_id={number}"
        [found] = client_of(cast.employee).get(address).json()["items"]
        assert (found["subject"], found["value"]) == ("IT", 0.25)
        line = client_of(cast.employee).get("/api/v1/practices/P08.calibration").json()
        assert (line["part_of"], line["reading"]) == ("P08", None)
