"""The page of a revealed round: what it says in five seconds, what each number means, what it never shows."""

import html
from datetime import timedelta

import pytest

from accord.apps.expectations import writes
from accord.apps.expectations.models import Answer, Comparison
from accord.apps.expectations.reads.picture import gap_picture
from accord.apps.expectations.reads.revealed import revealed_round
from accord.apps.expectations.rules.words import GOAL, PORTFOLIO
from accord.apps.expectations.sockets import RoundSection, sections
from accord.apps.ui.rules import NotFound
from tests.apps.expectations.conftest import AT, TELLTALE
from tests.apps.expectations.revealing import WEEK, ask, both, reveal, said, subject

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=60)


@pytest.fixture
def churn(cast):
    return subject(cast, "Churn early warning")


@pytest.fixture
def shown(cast, client_of):
    """Open a round as somebody and give the text of the page."""

    def show(round_, person=None):
        answer = client_of(person or cast.cio).get(f"/expectations/{round_.pk}/")
        assert answer.status_code == 200
        return html.unescape(answer.content.decode()).replace("\u00a0", " ")

    return show


def heading(page):
    return page.partition("<h1>")[2].partition("</h1>")[0].strip() or page


class TestHeadline:
    @pytest.mark.parametrize(
        ("business", "it", "says"),
        [
            ({"payoff": (4, 6, 9)}, {"payoff": (8, 14, 26)}, "Business expects it to pay off 8 months before IT does."),
            ({"payoff": (8, 14, 26)}, {"payoff": (4, 6, 9)}, "IT expects it to pay off 8 months before the business does."),
            ({"payoff": (4, 6, 9)}, {"payoff": (5, 7, 10)}, "Business and IT are in step."),
            ({"payoff": (4, 6, 9, 20)}, {"payoff": (5, 7, 10, 1)}, "Business and IT expect much the same, and do not know it."),
            ({"benefit": (50, 100, 150)}, {"benefit": (100, 300, 500)}, "IT expects 200 EUR a year more benefit than the business."),
            ({"benefit": (100, 300, 500)}, {"benefit": (50, 100, 150)}, "Business expects 200 EUR a year more benefit than IT."),
            ({"cost": (50, 100, 150)}, {"cost": (100, 300, 500)}, "IT expects it to cost 200 EUR more than the business does."),
            ({"cost": (100, 300, 500)}, {"cost": (50, 100, 150)}, "Business expects it to cost 200 EUR more than IT does."),
        ],
    )  # fmt: skip
    def test_says_the_largest_gap_in_words(self, business, it, says, cast, churn, shown):
        assert says in shown(reveal(cast, churn, *both(cast, said(**business), said(**it))))

    def test_takes_the_question_furthest_apart_for_its_size(self, cast, churn, shown):
        """8 months are 2.7 times what is large; 100 instead of 300 is over three times."""
        business, it = said(payoff=(4, 6, 9), cost=(90, 100, 110)), said(payoff=(8, 14, 26), cost=(280, 300, 320))
        assert "IT expects it to cost 200 EUR more" in heading(shown(reveal(cast, churn, *both(cast, business, it))))

    def test_speaks_of_never_where_the_months_agree(self, cast, churn, shown):
        round_ = reveal(cast, churn, *both(cast, said(payoff=(4, 6, 9), never=0), said(payoff=(4, 6, 9), never=0.5)))
        assert "Chance that it never pays off: Business 0 %, IT 50 %." in shown(round_)

    def test_says_which_side_is_missing_and_speaks_for_nobody(self, cast, churn, shown):
        page = shown(reveal(cast, churn, *both(cast, said(payoff=(4, 6, 9)), None)))
        assert "IT gave no range, so there is nothing to compare." in page
        assert "IT has not answered. It stays missing: nobody speaks in its place." in page
        assert "Ask again to hear both sides." in page

    def test_says_that_different_questions_were_answered(self, cast, churn, shown):
        page = shown(reveal(cast, churn, *both(cast, said(payoff=(4, 6, 9)), said(cost=(1, 2, 3)))))
        assert "The two sides answered different questions" in page

    def test_says_that_nobody_answered(self, cast, churn, shown):
        assert "Neither side gave a range" in shown(reveal(cast, churn, *both(cast, None, None)))


class TestQuestions:
    @pytest.mark.parametrize(
        ("guesses", "label", "move", "knowing"),
        [
            ((14, 6), "Out of step, and both know it", "Decide together", "Both sides know it."),
            ((6, 14), "Out of step without knowing it", "Tell each other first", "Neither side knows it."),
            ((14, 14), "Out of step without knowing it", "Tell each other first", "IT does not know it."),
        ],
    )
    def test_tells_real_from_hidden_gaps_with_their_moves(self, guesses, label, move, knowing, cast, churn, shown):
        business, it = said(payoff=(4, 6, 9, guesses[0])), said(payoff=(8, 14, 26, guesses[1]))
        page = shown(reveal(cast, churn, *both(cast, business, it)))
        for words in (label, move, knowing):
            assert words in page

    def test_tells_a_phantom_gap(self, cast, churn, shown):
        page = shown(reveal(cast, churn, *both(cast, said(payoff=(4, 6, 9, 6)), said(payoff=(4, 6, 9, 20)))))
        for words in ("In step without knowing it", "Meet and clear it up", "IT believes that they differ."):
            assert words in page

    def test_explains_each_number_in_words(self, revealed, shown):
        page = shown(revealed)
        for name, value in (("Between the likely values", "8 months"), ("Between the ranges", "about 9 months"),
                            ("Between the whole pictures", "about 10 months"), ("In common", "25 %"),
                            ("Business earlier", "94 in 100")):  # fmt: skip
            assert f"<dt>{name}</dt><dd><strong>{value}</strong>" in page

    def test_gives_the_joint_range_of_both_sides(self, revealed, shown):
        """From the base May 2026 the pool's P10, P50, P90 are 4.58, 8.56 and 20.64 months."""
        page = shown(revealed)
        assert "If you had to write one range" in page
        assert "Oct 2026 to Feb 2028" in page
        assert "Feb 2027" in page

    def test_shows_each_sides_reasons_without_names(self, cast, churn, shown):
        business = said(payoff=(4, 6, 9, None, "The data are there."))
        page = shown(reveal(cast, churn, *both(cast, business, said(payoff=(8, 14, 26)))))
        assert "The data are there." in page
        assert "No reason given." in page
        assert cast.delivery_lead.name not in page

    def test_counts_who_answered_for_each_side(self, cast, churn, shown):
        round_ = reveal(
            cast, churn, *both(cast, said(payoff=(4, 6, 9)), said(payoff=(8, 14, 26))), (cast.cio, "it", None),
            (cast.cfo, "finance", said(payoff=(6, 9, 14))),
        )  # fmt: skip
        page = shown(round_)
        assert "1 of 2" in page
        assert "Finance expects Feb 2027" in page

    def test_says_round_amounts_round(self, cast, churn, shown):
        """A fitted curve returns its ends to some ten digits: a million stays one."""
        wide = said(cost=(350_000, 600_000, 1_000_000))
        assert "(350 k to 1 M EUR)" in shown(reveal(cast, churn, *both(cast, wide, wide)))

    def test_names_a_curve_that_fell_back(self, cast, churn, shown):
        """8, 9 and 60 lean so far that no metalog rises everywhere through them."""
        page = shown(reveal(cast, churn, *both(cast, said(payoff=(8, 9, 60)), said(payoff=(8, 14, 26)))))
        assert "A range too lopsided for the usual curve is drawn as split normal" in page

    def test_names_an_answer_that_could_not_be_opened(self, cast, churn, shown):
        round_ = ask(cast, churn, *both(cast, said(payoff=(4, 6, 9)), said(payoff=(8, 14, 26))))
        Answer.objects.filter(asked__round=round_, asked__side="it").update(receipt="0" * 64)
        writes.reveal_round(round_id=round_.pk, by=None, at=AT + WEEK)
        assert "One answer given for IT could not be opened: it is not what was sealed. It is left out." in shown(
            round_
        )

    def test_escapes_what_people_wrote(self, cast, churn, client_of):
        round_ = reveal(cast, churn, *both(cast, said(payoff=(4, 6, 9, None, "<script>")), said(payoff=(8, 14, 26))))
        page = client_of(cast.cio).get(f"/expectations/{round_.pk}/").content.decode()
        assert "&lt;script&gt;" in page
        assert "<script>" not in page.replace("<script src", "")

    def test_holds_the_widest_numbers_that_can_be_given(self, cast, churn, shown):
        business = said(payoff=(1, 1, 480, 480), benefit=(0, 0, 999_999_999_999), cost=(0, 0, 0, 5), never=1)
        it = said(payoff=(480, 480, 480, 1), benefit=(999_999_999_999,) * 3, cost=(0, 0, 0, 0), never=0)
        page = shown(reveal(cast, churn, *both(cast, business, it)))
        assert "In step" in page


class TestRounds:
    @pytest.mark.parametrize(
        ("likely", "says"),
        [
            (9, "The gap shrank from 8 months to 3 months."),
            (20, "The gap grew from 8 months to 14 months."),
            (14, "The gap has stayed at 8 months."),
            (6, "The gap has closed: it was 8 months."),
            (3, "The gap has turned round: from 8 months one way to 3 months the other."),
        ],
    )
    def test_says_how_the_gap_moved(self, likely, says, cast, churn, shown):
        reveal(cast, churn, *both(cast, said(payoff=(4, 6, 9)), said(payoff=(8, 14, 26))))
        it = said(payoff=(max(1, likely - 2), likely, likely + 4))
        assert says in shown(reveal(cast, churn, *both(cast, said(payoff=(4, 6, 9)), it), at=LATER))

    def test_counts_both_rounds_from_the_same_month(self, cast, churn, shown):
        """Asked in June for month 6 and in July for month 5 is the same November: nobody moved."""
        reveal(cast, churn, *both(cast, said(payoff=(4, 6, 9)), said(payoff=(8, 14, 26))))
        again = both(cast, said(payoff=(3, 5, 8)), said(payoff=(7, 13, 25)))
        page = shown(reveal(cast, churn, *again, at=AT + timedelta(days=31)))
        assert "Business stayed where it was. IT stayed where it was." in page

    def test_compares_amounts_of_the_same_currency_only(self, cast, churn, shown):
        reveal(cast, churn, *both(cast, said(cost=(90, 100, 110)), said(cost=(180, 200, 220))), currency="USD")
        again = both(cast, said(cost=(90, 100, 110)), said(cost=(110, 120, 130)))
        assert "Since the round before" not in shown(reveal(cast, churn, *again, at=LATER))

    def test_leads_to_the_round_being_answered_instead_of_asking_twice(self, cast, churn, shown):
        round_ = reveal(cast, churn, *both(cast, said(payoff=(4, 6, 9)), said(payoff=(8, 14, 26))))
        link = f"/expectations/new/?about=initiatives.initiative:{churn.pk}"
        assert link in shown(round_)
        second = ask(cast, churn, *both(cast, None, None), at=LATER)
        page = shown(round_)
        assert f'href="/expectations/{second.pk}/"' in page
        assert link not in page

    def test_shows_earlier_rounds_only_to_whom_they_are_open(self, cast, churn, shown):
        first = reveal(cast, churn, *both(cast, said(payoff=(4, 6, 9)), said(payoff=(8, 14, 26))))
        answers = (cast.operations_head, "business", said(payoff=(4, 6, 9))), (cast.cio, "it", said(payoff=(8, 9, 12)))
        second = reveal(cast, churn, *answers, at=LATER)
        assert f'href="/expectations/{first.pk}/"' in shown(second)
        page = shown(second, cast.operations_head)
        assert f'href="/expectations/{first.pk}/"' not in page
        assert "Since the round before" not in page


class TestDoors:
    def test_is_open_to_whom_was_asked_and_to_leaders(self, revealed, cast, client_of):
        for person in (cast.cio, cast.cfo, cast.chro, cast.office, cast.department_head, cast.delivery_lead):
            assert client_of(person).get(f"/expectations/{revealed.pk}/").status_code == 200

    def test_is_not_there_for_whom_it_is_not_open(self, revealed, cast, client_of):
        for person in (cast.employee, cast.marketer, cast.operations_head):
            assert client_of(person).get(f"/expectations/{revealed.pk}/").status_code == 404
        assert client_of(None).get(f"/expectations/{revealed.pk}/").status_code == 302

    def test_shows_nothing_of_a_round_that_is_sealed(self, round_, give, cast, client_of):
        give(cast.department_head)
        page = client_of(cast.cio).get(f"/expectations/{round_.pk}/").content.decode()
        assert TELLTALE not in page
        with pytest.raises(NotFound):
            revealed_round(viewer=cast.cio, round_id=round_.pk)

    def test_links_to_the_receipt_for_who_answered(self, revealed, cast, shown):
        link = f'href="/expectations/{revealed.pk}/receipt/"'
        assert link in shown(revealed, cast.delivery_lead)
        assert link not in shown(revealed, cast.cio)

    def test_offers_to_ask_again_to_whom_may(self, revealed, cast, shown):
        for person in (cast.delivery_lead, cast.cfo):
            assert f"/expectations/new/?about=initiatives.initiative:{revealed.about_id}" in shown(revealed, person)

    def test_takes_as_many_queries_for_many_answers(self, cast, churn, django_assert_num_queries):
        few = reveal(cast, churn, *both(cast, said(payoff=(4, 6, 9)), said(payoff=(8, 14, 26))))
        more = [(person, side, said(payoff=(4, 6, 9), cost=(1, 2, 3), benefit=(1, 2, 3, None, "So.")))
                for person, side in ((cast.ceo, "business"), (cast.cio, "it"), (cast.cfo, "finance"),
                                     (cast.operations_head, "business"))]  # fmt: skip
        many = reveal(cast, churn, *both(cast, said(payoff=(4, 6, 9)), said(payoff=(8, 14, 26))), *more, at=LATER)
        for round_ in (few, many):
            with django_assert_num_queries(9):
                revealed_round(viewer=cast.cio, round_id=round_.pk)


class TestSubjects:
    def test_shows_a_round_about_a_goal_or_the_whole_portfolio(self, cast, shown):
        from accord.apps.goals import writes as goals

        goal = goals.add_goal(title="Fewer customers lost", by=cast.office, at=AT)
        answers = both(cast, said(payoff=(4, 6, 9)), said(payoff=(8, 14, 26)))
        assert "Fewer customers lost" in shown(reveal(cast, goal, *answers, kind=GOAL))
        assert "The whole AI portfolio" in shown(reveal(cast, None, *answers, kind=PORTFOLIO))

    def test_draws_what_happened(self, revealed, cast, shown):
        writes.record_outcome(about_kind=revealed.about_kind, about_id=revealed.about_id, question="payoff",
                              payoff_date=AT.date(), by=cast.cfo, at=LATER)  # fmt: skip
        page = shown(revealed)
        assert "It happened: Jun 2026" in page
        assert "Paid off in" in page

    def test_shows_sections_of_apps_above(self, revealed, shown):
        section = RoundSection("test", "Test", 1, lambda viewer, round_, request: (
            "ui/empty.html", {"title": f"About {round_.about_kind}", "text": viewer.name},
        ))  # fmt: skip
        sections.plug(section)
        try:
            assert "About initiatives.initiative" in shown(revealed)
        finally:
            sections.unplug(section)


class TestGapPicture:
    def test_draws_what_a_measure_is_about(self, cast, churn):
        business, it = (
            said(payoff=(4, 6, 9, 6), cost=(90, 100, 110)),
            said(payoff=(8, 14, 26, 14), cost=(180, 200, 220)),
        )
        reveal(cast, churn, *both(cast, business, it))
        for measure, words in (("P08.dates", "pay off 8 months before"), ("P08.cost", "cost 100 EUR more"),
                               ("P08.hidden", "Neither side knows it.")):  # fmt: skip
            found = gap_picture(viewer=cast.cio, initiative_id=churn.pk, measure=measure)
            assert words in found.sentence.replace("\u00a0", " ")
            assert "<svg" in found.chart.svg
        for measure in ("P08.benefit", "P08.phantom", "P01"):
            assert gap_picture(viewer=cast.cio, initiative_id=churn.pk, measure=measure) is None

    def test_shows_nothing_to_whom_the_round_is_not_open(self, revealed, cast):
        initiative = revealed.about_id
        assert gap_picture(viewer=cast.employee, initiative_id=initiative, measure="P08.dates") is None

    def test_shows_nothing_before_the_reveal(self, round_, give, cast):
        give(cast.department_head)
        assert gap_picture(viewer=cast.cio, initiative_id=round_.about_id, measure="P08.dates") is None
        assert not Comparison.objects.exists()
