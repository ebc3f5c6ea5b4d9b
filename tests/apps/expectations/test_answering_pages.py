"""Answering through pages: the form, the second look, sealing, the receipt; nothing leaks and nothing typed is lost."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.views.debug import SafeExceptionReporterFilter

from accord.apps.expectations import writes
from accord.apps.expectations.models import Answer, Asked, Round
from accord.apps.jobs.models import Job
from tests.apps.expectations.conftest import TELLTALE, answer_of, month, typed

SECRETS = (TELLTALE, "1.2m", "400000", "1200000")


@pytest.fixture
def answer_url(now_round):
    return f"/expectations/{now_round.pk}/answer/"


@pytest.fixture
def receipt_url(now_round):
    return f"/expectations/{now_round.pk}/receipt/"


@pytest.fixture
def own(cast, client_of):
    """The browser of whoever answers for the business."""
    return client_of(cast.department_head)


@pytest.fixture
def sealed(own, answer_url):
    """The answer of the business, sealed through the page."""
    assert own.post(answer_url, typed(step="seal")).status_code == 302
    return Answer.objects.get()


def end(round_, **changes):
    Round.objects.filter(pk=round_.pk).update(**changes)


class TestForm:
    def test_says_for_whom_until_when_and_in_what(self, own, answer_url):
        words = own.get(answer_url).content.decode()
        for part in ("on behalf of", "Business", "The pilot in the north", "EUR a year", "EUR in total", "in 7 days",
                     "The first month in which everything it has brought so far", "Business, IT, Finance",
                     "what will IT give as its middle"):  # fmt: skip
            assert part in words

    def test_asks_in_the_same_number_of_queries_however_many_are_asked(self, own, answer_url, now_round, cast):
        def queries():
            with CaptureQueriesContext(connection) as found:
                assert own.get(answer_url).status_code == 200
            return len(found)

        own.get(answer_url)
        few = queries()
        for person in (cast.cio, cast.employee, cast.marketer):
            writes.ask_person(round_=now_round, person_id=person.pk, side="it", by=cast.office, at=timezone.now())
        assert queries() == few

    @pytest.mark.parametrize("name", ["answer", "receipt", "answer/withdrawal", "declining"])
    def test_knows_only_whoever_is_asked(self, name, now_round, cast, client_of):
        place = f"/expectations/{now_round.pk}/{name}/"
        assert client_of(None).get(place).status_code == 302
        for person in (cast.office, cast.administrator, cast.employee):
            assert client_of(person).post(place, typed()).status_code == 404
        assert not Answer.objects.exists()

    @pytest.mark.parametrize("name", ["answer", "receipt"])
    def test_is_kept_by_no_browser_and_no_proxy(self, name, own, now_round, sealed):
        found = own.get(f"/expectations/{now_round.pk}/{name}/")
        assert "no-store" in found["Cache-Control"]

    def test_lets_no_browser_fill_it_in(self, own, answer_url):
        words = own.get(answer_url).content.decode()
        assert words.count('autocomplete="off"') >= 12


class TestSecondLook:
    def test_says_it_back_in_sentences_and_pictures(self, own, answer_url):
        found = own.post(answer_url, typed())
        words = found.content.decode()
        assert found.status_code == 200
        assert "no-store" in found["Cache-Control"]
        for part in ("This is what you say", "One time in ten it brings less than", "100\u00a0k\u00a0EUR a year",
                     "one time in ten more than 1.2\u00a0M\u00a0EUR", "The chance that it never pays off is 10\u00a0%",
                     "You believe that IT will give 300\u00a0k\u00a0EUR as its middle", TELLTALE):  # fmt: skip
            assert part in words
        assert words.count("<figure") == 3

    def test_asks_doubts_back_in_words(self, own, answer_url):
        narrow = typed(
            cost_low="295k", cost_high="305k", payoff_low=month(12), payoff_likely=month(12), payoff_high=month(12)
        )
        words = own.post(answer_url, narrow).content.decode()
        assert "Is so little open?" in words
        assert "You say that it is certain" in words
        assert "Is this what you mean?" not in own.post(answer_url, typed()).content.decode()

    def test_stores_nothing_anywhere(self, own, answer_url):
        own.post(answer_url, typed())
        own.post(answer_url, typed(step="change"))
        assert not Answer.objects.exists()
        _holds_no_secret(own)

    def test_carries_what_was_typed_as_it_was_typed(self, own, answer_url):
        found = own.post(answer_url, typed())
        assert dict(found.context["typed"]) == {name: text for name, text in typed().items() if name != "step"}
        again = own.post(answer_url, {**dict(found.context["typed"]), "step": "change"})
        form = again.context["form"]
        assert {name: form[name].value() for name in typed() if name != "step"} == {
            name: text for name, text in typed().items() if name != "step"
        }
        assert not form.errors

    def test_shows_errors_and_keeps_everything(self, own, answer_url):
        found = own.post(answer_url, typed(cost_low="$500", step="seal"))
        assert found.status_code == 422
        words = found.content.decode()
        assert "Amounts are in EUR here" in words
        assert all(text in words for text in ("$500", "1.2m", "300 000", TELLTALE))
        assert not Answer.objects.exists()

    def test_escapes_what_was_typed(self, own, answer_url):
        words = own.post(answer_url, typed(cost_reason="<script>alert(1)</script>")).content.decode()
        assert "<script>alert" not in words
        assert "&lt;script&gt;alert(1)" in words

    def test_names_no_value_in_an_error_report(self, own, answer_url):
        request = own.post(answer_url, typed()).wsgi_request
        shown = SafeExceptionReporterFilter().get_post_parameters(request)
        assert TELLTALE in request.POST["payoff_reason"]
        assert not any(secret in str(text) for text in shown.values() for secret in SECRETS)


class TestSeal:
    def test_gives_a_receipt_and_leaves_no_trace_of_what(self, own, sealed, receipt_url, now_round, cast):
        words = own.get(receipt_url).content.decode()
        assert sealed.receipt in words
        assert "Your answer is sealed" in words
        assert not any(secret in words for secret in SECRETS)
        _holds_no_secret(own)

    def test_shows_the_receipt_when_it_is_sent_twice(self, own, answer_url, receipt_url, sealed):
        again = own.post(answer_url, typed(step="seal", benefit_high="9m"))
        assert again["Location"] == receipt_url
        assert "changed nothing" in str(next(iter(get_messages(again.wsgi_request))))
        assert Answer.objects.get().receipt == sealed.receipt

    def test_leads_from_the_form_to_the_receipt(self, own, answer_url, receipt_url, sealed):
        assert own.get(answer_url)["Location"] == receipt_url

    def test_is_refused_without_the_token_of_the_form(self, cast, client_of, answer_url):
        from django.test import Client

        strict = Client(enforce_csrf_checks=True)
        strict.cookies = client_of(cast.department_head).cookies
        assert strict.post(answer_url, typed(step="seal")).status_code == 403
        assert not Answer.objects.exists()

    def test_shows_nobody_the_answer_before_the_reveal(self, sealed, now_round, cast, client_of):
        for person in cast.signed_in:
            for name in ("", "receipt/", "answer/", "receipt/?format=wording", "receipt/?format=txt"):
                words = client_of(person).get(f"/expectations/{now_round.pk}/{name}", follow=True).content.decode()
                assert not any(secret in words for secret in SECRETS)


class TestTakeBack:
    def test_destroys_the_answer_and_asks_anew(self, own, now_round, answer_url, sealed):
        found = own.post(f"{answer_url}withdrawal/")
        assert found["Location"] == answer_url
        assert not Answer.objects.exists()
        assert own.get(answer_url).status_code == 200
        assert own.post(f"{answer_url}withdrawal/").status_code == 409

    def test_is_not_done_by_looking(self, own, answer_url, sealed):
        assert own.get(f"{answer_url}withdrawal/").status_code == 405
        assert Answer.objects.exists()


class TestDecline:
    def test_says_that_nobody_waits_and_lets_one_answer_after_all(self, own, answer_url, now_round, cast):
        place = f"/expectations/{now_round.pk}/declining/"
        assert own.get(place).status_code == 405
        assert own.post(place)["Location"] == answer_url
        words = own.get(answer_url).content.decode()
        assert "You said that you cannot answer" in words
        assert "<textarea" not in words
        again = own.get(f"{answer_url}?again=1").content.decode()
        assert "<textarea" in again
        assert "do not wait for me" not in again
        assert own.post(answer_url, typed(step="seal")).status_code == 302
        assert Asked.objects.get(round=now_round, person=cast.department_head).declined_at is None

    def test_is_refused_once_answered(self, own, now_round, sealed):
        found = own.post(f"/expectations/{now_round.pk}/declining/")
        assert found.status_code == 409
        assert "Take your answer back first" in found.content.decode()


class TestTooLate:
    @pytest.fixture(params=["deadline", "called off", "revealed"])
    def over(self, request, now_round, cast, reveal_now):
        if request.param == "deadline":
            end(now_round, deadline_at=timezone.now() - timedelta(seconds=1))
            return "The deadline has passed"
        if request.param == "called off":
            writes.call_off(round_=now_round, by=cast.office, at=timezone.now())
            return "This round was called off"
        reveal_now(cast.cfo)
        return "revealed"

    def test_says_so_instead_of_the_form(self, over, own, answer_url):
        found = own.get(answer_url)
        assert found.status_code == 200
        assert over in found.content.decode()
        assert "<textarea" not in found.content.decode()

    @pytest.mark.parametrize("step", ["look", "seal"])
    def test_keeps_what_was_being_typed(self, step, over, own, answer_url, now_round, cast):
        found = own.post(answer_url, typed(step=step))
        assert found.status_code == 409
        words = found.content.decode()
        assert over in words
        assert TELLTALE in words
        assert not Answer.objects.filter(asked__person=cast.department_head).exists()

    def test_neither_declines_nor_takes_back(self, over, own, answer_url, now_round):
        for place in (f"/expectations/{now_round.pk}/declining/", f"{answer_url}withdrawal/"):
            found = own.post(place)
            assert found.status_code == 409
            assert over in found.content.decode()


class TestReceipt:
    def test_can_be_kept_as_a_file(self, own, receipt_url, sealed):
        found = own.get(f"{receipt_url}?format=txt")
        assert "attachment" in found["Content-Disposition"]
        assert sealed.receipt in found.content.decode()
        assert not any(secret in found.content.decode() for secret in SECRETS)

    def test_shows_the_exact_wording_after_the_reveal(self, own, receipt_url, reveal_now, cast):
        round_ = reveal_now(cast.department_head, cast.delivery_lead)
        mine = Answer.objects.get(asked__round=round_, asked__person=cast.department_head)
        words = own.get(receipt_url).content.decode()
        assert "Nothing was changed" in words
        assert "sha256sum answer-" in words
        file = own.get(f"{receipt_url}?format=wording").content
        assert hashlib.sha256(file).hexdigest() == mine.receipt
        assert json.loads(file)["side"] == "business"

    def test_says_when_the_wording_is_not_what_was_sealed(self, own, receipt_url, reveal_now, cast):
        reveal_now(cast.department_head, cast.delivery_lead)
        Answer.objects.update(wording="{}")
        assert "Not what you sealed" in own.get(receipt_url).content.decode()

    def test_says_when_it_could_not_be_opened_or_was_erased(self, own, receipt_url, reveal_now, cast):
        reveal_now(cast.department_head, cast.delivery_lead)
        Answer.objects.update(wording="", is_unreadable=True)
        assert "could not be opened at the reveal" in own.get(receipt_url).content.decode()
        Answer.objects.update(is_unreadable=False)
        assert "The wording was erased" in own.get(receipt_url).content.decode()

    def test_leads_to_the_form_while_there_is_none(self, own, receipt_url, answer_url, now_round):
        assert own.get(receipt_url)["Location"] == answer_url


class TestCheckReceipt:
    def test_lets_anybody_who_sees_the_round_check_one(self, reveal_now, cast, client_of):
        round_ = reveal_now(cast.department_head, cast.delivery_lead)
        place = f"/expectations/{round_.pk}/receipt/"
        theirs = Answer.objects.get(asked__person=cast.delivery_lead)
        chro = client_of(cast.chro)
        assert "Check a receipt" in chro.get(place).content.decode()
        for text in (theirs.receipt, theirs.receipt[:16].upper()):
            words = chro.post(place, {"receipt": text}).content.decode()
            assert "Nothing was changed" in words
            assert "on behalf of IT" in words
            assert TELLTALE not in words
        assert "No such receipt" in chro.post(place, {"receipt": "0" * 64}).content.decode()
        assert chro.post(place, {"receipt": "abc"}).status_code == 422

    def test_finds_what_was_changed(self, reveal_now, cast, client_of):
        round_ = reveal_now(cast.department_head, cast.delivery_lead)
        theirs = Answer.objects.get(asked__person=cast.delivery_lead)
        Answer.objects.filter(pk=theirs.pk).update(wording="")
        words = client_of(cast.chro).post(f"/expectations/{round_.pk}/receipt/", {"receipt": theirs.receipt})
        assert "It cannot be checked" in words.content.decode()

    def test_checks_nothing_before_the_reveal(self, sealed, now_round, cast, client_of):
        for person in (cast.chro, cast.administrator):
            found = client_of(person).post(f"/expectations/{now_round.pk}/receipt/", {"receipt": sealed.receipt})
            assert found.status_code == 404

    def test_is_closed_to_whoever_does_not_see_the_round(self, reveal_now, cast, client_of):
        round_ = reveal_now(cast.department_head, cast.delivery_lead)
        found = client_of(cast.employee).post(f"/expectations/{round_.pk}/receipt/", {"receipt": "0" * 64})
        assert found.status_code == 404


def _holds_no_secret(client):
    """Look through what a server keeps beside answers: sessions, messages, jobs, cookies."""
    kept = [str(session.get_decoded()) for session in Session.objects.all()]
    kept += [str(value) for job in Job.objects.values_list() for value in job]
    kept += [cookie.value for cookie in client.cookies.values()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table != "expectations_answer":
                cursor.execute(f'SELECT * FROM "{table}"')
                kept += [str(row) for row in cursor.fetchall()]
    assert not any(secret in text for text in kept for secret in (*SECRETS[:1], "1200000"))


def test_answers_given_elsewhere_in_the_same_moment_show_the_receipt(own, answer_url, receipt_url, now_round, cast):
    asked = Asked.objects.select_related("round").get(round=now_round, person=cast.department_head)
    writes.give_answer(asked=asked, answer=answer_of(), by=cast.department_head, at=timezone.now())
    assert own.post(answer_url, typed(step="seal"))["Location"] == receipt_url
