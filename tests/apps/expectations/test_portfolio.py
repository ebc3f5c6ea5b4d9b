"""The overview of expectations: order, filters, states, what divides the sides, the file; nothing sealed, nothing of others."""

import csv
import html
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accord.apps.expectations.reads.dividing import divides, dividing, headline
from accord.apps.expectations.reads.narrowing import portfolio_spec
from accord.apps.expectations.reads.portfolio import portfolio_lines
from accord.apps.expectations.rules.words import GOAL, INITIATIVE, PORTFOLIO
from accord.apps.goals import writes as goals
from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import Initiative
from accord.apps.ui.lists import ListQuery
from tests.apps.expectations.conftest import AT, TELLTALE
from tests.apps.expectations.revealing import ask, both, reveal, said, subject

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 7, 1)


@pytest.fixture
def portfolio(cast):
    """Six initiatives: far apart, hidden, in step, one side only, being answered, never asked."""

    def one(title, business, it, **more):
        return reveal(cast, subject(cast, title, **more), *both(cast, business, it))

    rounds = {
        "far": one("Far apart", said(payoff=(4, 6, 9, 14)), said(payoff=(10, 26, 40, 6)), department=cast.operations),
        "hidden": one("Hidden", said(cost=(180, 200, 220, 210)), said(cost=(90, 100, 110, 95))),
        "step": one("In step", said(payoff=(4, 6, 9, 6), cost=(90, 100, 110, 100)), said(payoff=(4, 6, 9, 6),
                                                                                       cost=(90, 100, 110, 100))),
        "single": one("One side", said(payoff=(4, 6, 9)), None),
    }  # fmt: skip
    rounds["open"] = ask(
        cast, subject(cast, "Being answered"), *both(cast, said(payoff=(4, 6, 9, None, TELLTALE)), None)
    )
    subject(cast, "Never asked")
    return rounds


@pytest.fixture
def titles(cast):
    """Give the titles of the overview in their order, as somebody sees it with a query."""

    def read(query="", person=None, kind=INITIATIVE):
        from django.http import QueryDict

        viewer = person or cast.cio
        asked = ListQuery.parse(QueryDict(query), portfolio_spec(viewer=viewer, kind=kind, as_of=AS_OF))
        return [one.title for one in portfolio_lines(viewer=viewer, kind=kind, query=asked, as_of=AS_OF).rows]

    return read


def text(client, address="/expectations/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode()).replace("\u00a0", " ")


class TestOrder:
    def test_puts_the_largest_gap_first_and_what_is_not_compared_last(self, portfolio, titles):
        assert titles() == ["Far apart", "Hidden", "In step", "Being answered", "Never asked", "One side"]

    def test_sorts_by_each_gap(self, portfolio, titles):
        assert titles("sort=-cost")[:2] == ["Hidden", "In step"]
        assert titles("sort=-payoff")[:2] == ["Far apart", "In step"]
        assert titles("sort=-title")[0] == "One side"

    def test_sorts_by_planned_cost(self, portfolio, titles, cast):
        first = Initiative.objects.get(title="Never asked")
        initiatives.set_money(initiative=first, period=date(2026, 3, 1), kind="planned", flow="cost", amount=Decimal(5_000),
                              currency="EUR", by=cast.cfo, at=AT)  # fmt: skip
        assert titles("sort=-money")[0] == "Never asked"


class TestFilters:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("class=hidden", ["Hidden"]),
            ("class=aligned", ["In step"]),
            ("class=real", ["Far apart"]),
            ("class=real&class=hidden", ["Far apart", "Hidden"]),
            ("question=payoff", ["Far apart"]),
            ("question=cost", ["Hidden"]),
            ("question=benefit", []),
            ("sooner=payoff-business", ["Far apart"]),
            ("sooner=cost-it", ["Hidden"]),
            ("sooner=payoff-it", []),
            ("standing=never", ["Never asked"]),
            ("standing=sealed", ["Being answered"]),
            ("standing=revealed", ["Far apart", "Hidden", "In step", "One side"]),
            ("standing=old", []),
            ("q=APART", ["Far apart"]),
        ],
    )
    def test_narrows(self, query, found, portfolio, titles):
        assert titles(query) == found

    def test_narrows_by_department_and_all_below(self, portfolio, titles, cast):
        assert titles(f"department={cast.operations.pk}") == ["Far apart"]
        assert len(titles(f"department={cast.board.pk}")) == 6

    def test_narrows_by_goal(self, portfolio, titles, cast):
        goal = goals.add_goal(title="Less waste", by=cast.office, at=AT)
        one = Initiative.objects.get(title="Hidden")
        initiatives.link_goal(initiative=one, goal_id=goal.pk, by=cast.office, at=AT)
        assert titles(f"goal={goal.pk}") == ["Hidden"]

    def test_calls_answers_old_after_120_days(self, portfolio, cast, titles):
        from django.http import QueryDict

        for day, old in ((date(2026, 10, 6), []), (date(2026, 10, 7), ["Far apart", "Hidden", "In step", "One side"])):
            spec = portfolio_spec(viewer=cast.cio, kind=INITIATIVE, as_of=day)
            asked = ListQuery.parse(QueryDict("standing=old"), spec)
            page = portfolio_lines(viewer=cast.cio, kind=INITIATIVE, query=asked, as_of=day)
            assert [one.title for one in page.rows] == old
            assert all(one.is_old for one in page.rows)


class TestPage:
    def test_shows_gap_state_money_and_what_divides(self, portfolio, cast, client_of):
        one = Initiative.objects.get(title="Hidden")
        initiatives.set_money(initiative=one, period=date(2026, 3, 1), kind="planned", flow="cost", amount=Decimal(5_000),
                              currency="EUR", by=cast.cfo, at=AT)  # fmt: skip
        page = text(client_of(cast.cio))
        for words in (
            "20 months, business sooner", " %, business higher", "planned 5,000 EUR", "1 of 2 answered", "never asked",
            "one side only", "the same", "Out of step without knowing it", 'class="spark strip"',
        ):  # fmt: skip
            assert words in page

    def test_shows_nothing_sealed(self, portfolio, cast, client_of):
        for person in (cast.cio, cast.administrator, cast.department_head):
            page = text(client_of(person))
            assert TELLTALE not in page
            row = page.partition("Being answered")[2].partition("</tr>")[0]
            assert "spark" not in row
            assert "2026" not in row.replace('datetime="2026', "")

    def test_gives_the_list_as_a_file(self, portfolio, cast, client_of):
        answer = client_of(cast.cio).get("/expectations/?format=csv")
        rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
        assert [row["Title"] for row in rows[:3]] == ["Far apart", "Hidden", "In step"]
        states = {row["Title"]: row["State"] for row in rows}
        assert (states["Being answered"], states["Never asked"]) == ("sealed, being answered", "never asked")
        assert rows[0]["When it pays off: business"] == "2026-11-01"
        assert rows[0]["When it pays off: gap"] == "20.0"
        assert (rows[1]["Cost in total: IT"], rows[1]["Cost in total: class"]) == ("100", "hidden")
        assert rows[-1]["When it pays off: IT"] == ""
        assert TELLTALE not in str(rows)

    def test_shows_goals_and_the_portfolio_as_a_whole(self, cast, client_of):
        goal = goals.add_goal(title="Less waste", by=cast.office, at=AT)
        answers = both(cast, said(payoff=(4, 6, 9)), said(payoff=(8, 14, 26)))
        reveal(cast, goal, *answers, kind=GOAL)
        reveal(cast, None, *answers, kind=PORTFOLIO)
        page = text(client_of(cast.cio), "/expectations/?about=goals")
        assert "Less waste" in page
        assert "8 months, business sooner" in page
        assert "The whole AI portfolio" in page

    def test_teaches_when_there_is_nothing(self, cast, client_of):
        assert "Nothing to ask about yet" in text(client_of(cast.cio))
        assert "Nobody has asked you yet" in text(client_of(cast.employee))

    def test_says_that_nothing_matches(self, portfolio, cast, client_of):
        assert "Nothing matches" in text(client_of(cast.cio), "/expectations/?q=zzz")

    def test_sends_strangers_to_sign_in(self, client_of):
        assert client_of(None).get("/expectations/").status_code == 302


class TestDoors:
    def test_lists_for_whom_is_asked_only_what_they_are_asked_about(self, portfolio, cast, titles):
        assert titles(person=cast.employee) == []
        extra = subject(cast, "Asked of operations")
        reveal(
            cast, extra, (cast.employee, "business", said(payoff=(4, 6, 9))), (cast.cio, "it", said(payoff=(4, 6, 9)))
        )
        assert titles(person=cast.employee) == ["Asked of operations"]

    def test_tells_whom_it_is_not_open_nothing_of_a_later_round(self, cast, titles):
        """Who answered the first round and was not asked again learns nothing of the second: not even its place."""
        near, far = subject(cast, "A near"), subject(cast, "B far")
        for one in (near, far):
            reveal(
                cast, one, (cast.employee, "business", said(payoff=(4, 6, 9))), (cast.cio, "it", said(payoff=(4, 6, 9)))
            )
        reveal(cast, far, *both(cast, said(payoff=(4, 6, 9)), said(payoff=(20, 30, 40))), at=AT + timedelta(days=30))
        assert titles(person=cast.employee) == ["A near", "B far"]
        assert titles("class=unknown", person=cast.employee) == ["A near"]
        assert titles(person=cast.cio) == ["B far", "A near"]

    def test_takes_as_many_queries_for_many_initiatives(self, portfolio, cast, client_of, django_assert_num_queries):
        client = client_of(cast.cio)
        client.get("/expectations/")
        for number in range(12):
            answers = both(cast, said(payoff=(4, 6, 9)), said(payoff=(8, 14, 26)))
            reveal(cast, subject(cast, f"More {number:02}"), *answers)
        with django_assert_num_queries(14):
            client.get("/expectations/")


class TestDividing:
    def test_counts_what_lies_apart_by_question(self, portfolio, cast):
        payoff, benefit, cost = divides(viewer=cast.cio, kind=INITIATIVE)
        assert (payoff.compared, payoff.apart, payoff.business, payoff.it) == (2, 1, 1, 0)
        assert (benefit.compared, benefit.count_words) == (0, "")
        assert (cost.compared, cost.apart, cost.business, cost.it) == (2, 1, 0, 1)

    def test_says_what_is_typical_from_five_on(self, portfolio, cast):
        assert divides(viewer=cast.cio, kind=INITIATIVE)[0].typical_words == ""
        for number in range(3):
            answers = both(cast, said(payoff=(4, 6, 9)), said(payoff=(8, 14, 26)))
            reveal(cast, subject(cast, f"More {number}"), *answers)
        assert divides(viewer=cast.cio, kind=INITIATIVE)[0].typical_words == "typically 8 months"

    def test_names_the_question_that_divides_most(self, portfolio, cast):
        said_ = headline(divides=divides(viewer=cast.cio, kind=INITIATIVE))
        assert said_ == "What divides us most is when it pays off: out of step in 1 of 2 initiatives."

    def test_counts_departments_with_all_below_and_goals(self, portfolio, cast):
        goal = goals.add_goal(title="Less waste", by=cast.office, at=AT)
        for title in ("Far apart", "Hidden"):
            one = Initiative.objects.get(title=title)
            initiatives.link_goal(initiative=one, goal_id=goal.pk, by=cast.office, at=AT)
        page = dividing(viewer=cast.cio)
        found = {
            row.name: (row.depth, row.compared, *(one.count_words for one in row.divides)) for row in page.departments
        }
        assert found == {
            "Board": (0, 3, "1 of 2", "", "1 of 2"),
            "Marketing": (1, 2, "0 of 1", "", "1 of 2"),
            "Operations": (1, 1, "1 of 1", "", ""),
        }
        assert [(row.name, row.compared) for row in page.goals] == [("Less waste", 2)]

    def test_counts_only_what_the_viewer_may_see(self, portfolio, cast):
        assert dividing(viewer=cast.employee).compared == 0

    def test_shows_the_tables(self, portfolio, cast, client_of):
        page = text(client_of(cast.cio), "/expectations/dividing/")
        assert f"?department={cast.operations.pk}&question=payoff" in page
        assert "3 initiatives compared" in page
        assert "Nothing to compare yet" in text(client_of(cast.employee), "/expectations/dividing/")

    def test_is_fresh_as_of_today(self, portfolio, cast, client_of):
        assert timezone.localdate() > AS_OF
        assert "too old, ask again:" in text(client_of(cast.cio))
