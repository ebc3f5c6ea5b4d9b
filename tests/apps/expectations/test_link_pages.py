"""Personal links: a sign-in or a code, one form for half an hour, and nothing else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings as live
from django.core import mail
from django.test import Client
from django.utils import timezone

from accord.apps.expectations import reads, writes
from accord.apps.expectations.models import Answer, Asked, LinkCode, Round
from accord.apps.expectations.pages.links import OPENED
from accord.apps.trail.models import Entry
from tests.apps.expectations.conftest import TELLTALE, answer_of, typed


@pytest.fixture(autouse=True)
def mails(settings):
    settings.ACCORD_MAIL = True


@pytest.fixture
def asked(now_round, cast):
    """The place of whoever answers for IT."""
    return Asked.objects.select_related("round", "person").get(round=now_round, person=cast.delivery_lead)


@pytest.fixture
def place(asked):
    return f"/expectations/link/{reads.link_token(asked_id=asked.pk)}/"


@pytest.fixture
def guest():
    """A browser in which nobody is signed in."""
    return Client()


@pytest.fixture
def opened(guest, place):
    """The same browser once the right code was typed."""
    guest.post(f"{place}code/")
    assert guest.post(f"{place}code/", {"code": code()})["Location"] == f"{place}answer/"
    return guest


def code():
    """The code of the last mail."""
    return re.search(r"^ +(\d{6})$", mail.outbox[-1].body, re.M)[1]


def sealed(asked):
    """Answer as the owner of the link, elsewhere."""
    writes.give_answer(asked=asked, answer=answer_of(), by=asked.person, at=timezone.now())


class TestLink:
    def test_changes_nothing_by_being_opened(self, guest, place, asked):
        entries = Entry.objects.count()
        for _time in range(3):
            assert guest.get(place).status_code == 200
        assert (Entry.objects.count(), LinkCode.objects.count(), len(mail.outbox)) == (entries, 0, 0)
        assert OPENED not in guest.session

    def test_says_nothing_about_what_is_asked(self, guest, place, asked):
        words = guest.get(place).content.decode()
        for secret in ("Churn early warning", "Lena", "lena.ship", "Marketing", "pilot in the north"):
            assert secret not in words

    def test_leads_its_owner_straight_to_the_form(self, client_of, cast, place, now_round):
        assert client_of(cast.delivery_lead).get(place)["Location"] == f"/expectations/{now_round.pk}/answer/"

    @pytest.mark.parametrize("name", ["", "code/", "answer/", "receipt/"])
    def test_says_only_that_it_is_somebody_elses(self, name, client_of, cast, place):
        for person in (cast.department_head, cast.administrator):
            found = client_of(person).get(f"{place}{name}", follow=True)
            words = found.content.decode()
            assert found.status_code == 403
            assert "This link belongs to somebody else" in words
            for secret in ("Churn early warning", "Lena", "lena.ship"):
                assert secret not in words

    @pytest.mark.parametrize("token", ["x", "1", "1:2:3", "😀", "a" * 300])
    def test_that_was_not_made_here_opens_nothing(self, token, guest, db):
        for name in ("", "code/", "answer/", "receipt/"):
            assert guest.get(f"/expectations/link/{token}/{name}").status_code == 404

    def test_of_somebody_who_left_opens_nothing(self, guest, place, asked):
        asked.person.is_active = False
        asked.person.save(update_fields=["is_active"])
        assert guest.get(place).status_code == 404

    def test_offers_only_the_sign_in_where_no_mail_is_sent(self, guest, place, settings):
        settings.ACCORD_MAIL = False
        words = guest.get(place).content.decode()
        assert "a code cannot be sent to you" in words
        assert f"{live.LOGIN_URL}?next={place}" in words
        assert guest.post(f"{place}code/")["Location"] == place
        assert mail.outbox == []
        assert not LinkCode.objects.exists()

    def test_is_kept_by_no_browser(self, guest, place):
        assert "no-store" in guest.get(place)["Cache-Control"]


class TestCode:
    def test_is_sent_to_the_owner_in_plain_words(self, guest, place, asked):
        assert guest.post(f"{place}code/")["Location"] == f"{place}code/"
        (letter,) = mail.outbox
        assert letter.to == [asked.person.email]
        assert "within 10 minutes" in letter.body
        assert "Churn" not in letter.subject + letter.body
        assert code() not in letter.subject

    def test_opens_the_form_and_changes_the_session_key(self, guest, place, asked):
        guest.get(place)
        guest.post(f"{place}code/")
        session = guest.session
        session["seen"] = 1
        session.save()
        before = guest.session.session_key
        found = guest.post(f"{place}code/", {"code": f" {code()[:3]} {code()[3:]}"})
        assert found["Location"] == f"{place}answer/"
        assert guest.session.session_key != before
        assert guest.get(place)["Location"] == f"{place}answer/"

    def test_that_is_wrong_opens_nothing(self, guest, place):
        guest.post(f"{place}code/")
        wrong = f"{(int(code()) + 1) % 1_000_000:06}"
        found = guest.post(f"{place}code/", {"code": wrong})
        assert found.status_code == 422
        assert "not right or no longer valid" in found.content.decode()
        assert guest.get(f"{place}answer/")["Location"] == place

    def test_ends_after_five_wrong_tries(self, guest, place):
        guest.post(f"{place}code/")
        wrong = f"{(int(code()) + 1) % 1_000_000:06}"
        for _time in range(5):
            guest.post(f"{place}code/", {"code": wrong})
        assert guest.post(f"{place}code/", {"code": code()}).status_code == 422

    def test_is_sent_at_most_five_times_an_hour(self, guest, place):
        for _time in range(5):
            assert guest.post(f"{place}code/").status_code == 302
        found = guest.post(f"{place}code/")
        assert found.status_code == 409
        assert "Too many codes" in found.content.decode()
        assert len(mail.outbox) == 5

    def test_is_not_sent_once_the_round_is_over(self, guest, place, now_round):
        Round.objects.filter(pk=now_round.pk).update(deadline_at=timezone.now() - timedelta(seconds=1))
        assert guest.post(f"{place}code/").status_code == 409
        assert mail.outbox == []

    def test_of_another_link_opens_nothing(self, guest, place, now_round, cast):
        other = Asked.objects.get(round=now_round, person=cast.department_head)
        theirs = f"/expectations/link/{reads.link_token(asked_id=other.pk)}/"
        guest.post(f"{theirs}code/")
        assert guest.post(f"{place}code/", {"code": code()}).status_code == 422

    def test_says_so_when_the_mail_cannot_go_out(self, guest, place, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        found = guest.post(f"{place}code/")
        assert found.status_code == 503
        assert "could not be sent just now" in found.content.decode()

    @pytest.mark.parametrize("text", ["", "١٢٣٤٥٦", "x" * 10_000, "😀"])
    def test_is_asked_back_when_it_is_none(self, text, guest, place):
        guest.post(f"{place}code/")
        assert guest.post(f"{place}code/", {"code": text}).status_code == 422


class TestOpened:
    def test_is_the_whole_form_and_seals(self, opened, place, asked):
        words = opened.get(f"{place}answer/").content.decode()
        assert "Churn early warning" in words
        assert "what will Business give as its middle" in words
        assert "This is what you say" in opened.post(f"{place}answer/", typed()).content.decode()
        assert opened.post(f"{place}answer/", typed(step="seal"))["Location"] == f"{place}receipt/"
        assert Answer.objects.get().asked_id == asked.pk
        assert Answer.objects.get().receipt in opened.get(f"{place}receipt/").content.decode()
        assert Entry.objects.filter(code="expectations.answer.sealed", actor_id=asked.person_id).exists()

    def test_takes_back_and_declines(self, opened, place, asked):
        opened.post(f"{place}answer/", typed(step="seal"))
        assert opened.post(f"{place}answer/withdrawal/")["Location"] == f"{place}answer/"
        assert opened.post(f"{place}declining/")["Location"] == f"{place}answer/"
        asked.refresh_from_db()
        assert asked.declined_at is not None
        assert not Answer.objects.exists()

    def test_opens_nothing_else_of_the_site(self, opened, now_round, cast):
        here = f"/expectations/{now_round.pk}/"
        for page in ("/", "/expectations/", here, f"{here}answer/", f"{here}receipt/", "/people/", "/api/v1/rounds"):
            found = opened.get(page)
            assert found.status_code in {302, 401, 403}, page
            if found.status_code == 302:
                assert found["Location"].startswith(live.LOGIN_URL)

    def test_opens_no_other_form(self, opened, now_round, cast):
        other = Asked.objects.get(round=now_round, person=cast.department_head)
        theirs = f"/expectations/link/{reads.link_token(asked_id=other.pk)}/"
        for name in ("answer/", "receipt/"):
            assert opened.get(f"{theirs}{name}")["Location"] == theirs
        for name in ("answer/withdrawal/", "declining/"):
            assert opened.post(f"{theirs}{name}")["Location"] == theirs
        other.refresh_from_db()
        assert other.declined_at is None

    def test_names_nobody_else_and_links_nowhere_else(self, opened, place):
        words = opened.get(f"{place}answer/").content.decode()
        for name in ("Mark Brand", "Frank Ledger", "Pia Office"):
            assert name not in words
        addresses = set(re.findall(r'(?:href|action)="(/[^"#]*)"', words))
        assert {one for one in addresses if not one.startswith(("/static/", place))} <= {"/"}

    def test_never_shows_an_earlier_answer(self, opened, place, asked):
        sealed(asked)
        for name in ("answer/", "receipt/"):
            assert TELLTALE not in opened.get(f"{place}{name}", follow=True).content.decode()

    def test_holds_only_whose_form_it_is(self, opened, place, asked):
        opened.post(f"{place}answer/", typed())
        assert set(opened.session[OPENED]) == {"asked", "until"}
        assert TELLTALE not in str(dict(opened.session))

    def test_ends_after_half_an_hour(self, opened, place):
        _run_out(opened)
        assert opened.get(f"{place}answer/")["Location"] == place
        assert opened.get(f"{place}receipt/")["Location"] == place

    def test_keeps_what_was_typed_when_it_ends(self, opened, place):
        _run_out(opened)
        found = opened.post(f"{place}answer/", typed(step="seal"))
        assert found.status_code == 403
        assert not Answer.objects.exists()
        carried = {**dict(found.context["typed"]), "csrfmiddlewaretoken": "x"}
        assert TELLTALE in str(carried)
        asked_again = opened.post(f"{place}code/", carried)
        assert asked_again.status_code == 200
        form = opened.post(f"{place}code/", {**carried, "code": code()}).context["form"]
        assert form["benefit_high"].value() == "1.2m"
        assert opened.post(f"{place}answer/", typed(step="seal")).status_code == 302
        assert Answer.objects.count() == 1

    def test_ends_when_its_owner_leaves(self, opened, place, asked):
        asked.person.is_active = False
        asked.person.save(update_fields=["is_active"])
        assert opened.post(f"{place}answer/", typed(step="seal")).status_code == 404
        assert not Answer.objects.exists()

    @pytest.mark.parametrize("name", ["answer/withdrawal/", "declining/"])
    def test_changes_nothing_by_looking(self, name, opened, place):
        assert opened.get(f"{place}{name}").status_code == 405


def _run_out(client):
    session = client.session
    session[OPENED] = {**session[OPENED], "until": (timezone.now() - timedelta(seconds=1)).timestamp()}
    session.save()
