"""Whoever owns the database, without the keys: copies open nothing, and what is changed is noticed and said."""

from __future__ import annotations

import json
import secrets
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from accord.apps.expectations import writes
from accord.apps.expectations.models import Answer, Asked, Comparison, Forecast, Round
from accord.apps.expectations.rules import answers, sealing
from accord.apps.expectations.writes.keyring import sealing_key
from accord.apps.trail import reads as trail
from accord.apps.ui.rules import Ref, Refused, WrongState
from accord.site import archive, keys
from tests.apps.expectations.conftest import AFTER, AT, DEADLINE, SOON, TELLTALE, answer_of
from tests.cast import build


@pytest.fixture
def both(round_, give, cast):
    """Business and IT have answered; gives their answers in that order."""
    give(cast.department_head)
    give(cast.delivery_lead, answer_of(payoff=(8, 14, 26)))
    return [Answer.objects.get(asked__person=person) for person in (cast.department_head, cast.delivery_lead)]


def said(round_: Round, cast: Any) -> str:
    return " ".join(
        line.sentence for line in trail.history(viewer=cast.cio, subject=Ref("expectations.round", round_.pk))
    )


def reveal(round_: Round) -> Round:
    assert writes.reveal_due(by=None, at=AFTER) == [round_.pk]
    round_.refresh_from_db()
    return round_


def sealed_as(place: Asked, content: bytes) -> str:
    """Seal anything for a place, as anybody can who reads the public key."""
    return sealing.seal(
        content, public=sealing_key().public, place=sealing.label(place.round_id, place.pk, place.side)
    )  # fmt: skip


def changed(answer: Answer, **values: Any) -> None:
    Answer.objects.filter(pk=answer.pk).update(**values)


class TestChangedAnswer:
    def test_is_noticed_and_said_and_the_rest_is_revealed(self, round_, both, cast):
        middle = len(both[0].sealed) // 2
        sign = "A" if both[0].sealed[middle] != "A" else "B"
        changed(both[0], sealed=both[0].sealed[:middle] + sign + both[0].sealed[middle + 1 :])
        reveal(round_)
        assert list(Answer.objects.filter(is_unreadable=True)) == [both[0]]
        assert set(Forecast.objects.values_list("side", flat=True)) == {"it"}
        assert "A sealed answer about “Churn early warning” on behalf of business could not be opened" in said(
            round_, cast
        )

    def test_from_another_place_is_noticed(self, round_, both, cast):
        changed(both[0], sealed=both[1].sealed, receipt=both[1].receipt)
        reveal(round_)
        assert set(Forecast.objects.values_list("side", flat=True)) == {"it"}

    def test_from_an_earlier_round_is_noticed(self, revealed, cast, initiative):
        earlier = Answer.objects.get(asked__person=cast.department_head)
        again = writes.open_round(
            about_kind="initiatives.initiative", about_id=initiative.pk, deadline_at=AFTER + timedelta(days=7), at=AFTER,
            currency="EUR", by=cast.office, asked=[(cast.department_head.pk, "business"), (cast.delivery_lead.pk, "it")],
        )  # fmt: skip
        place = again.asked.select_related("round").get(person=cast.department_head)
        writes.give_answer(asked=place, answer=answer_of(payoff=(1, 2, 3)), by=cast.department_head, at=AFTER)
        Answer.objects.filter(asked=place).update(sealed=earlier.sealed, receipt=earlier.receipt)
        writes.reveal_due(by=None, at=AFTER + timedelta(days=8))
        assert Answer.objects.get(asked=place).is_unreadable
        assert not Forecast.objects.filter(round=again).exists()

    def test_with_another_receipt_is_noticed(self, round_, both, cast):
        changed(both[0], receipt=secrets.token_hex(32))
        reveal(round_)
        assert "could not be opened" in said(round_, cast)
        assert set(Forecast.objects.values_list("side", flat=True)) == {"it"}

    def test_made_up_in_its_place_differs_from_the_receipt_its_giver_holds(self, round_, give, cast):
        held = give(cast.department_head).digest
        answer = Answer.objects.get()
        content = answers.wording(
            answer_of(payoff=(30, 40, 50)), round_id=round_.pk, asked_id=answer.asked_id, side="business", currency="EUR",
            base=round_.base_date, nonce="00" * 32,
        )  # fmt: skip
        changed(answer, sealed=sealed_as(answer.asked, content), receipt=answers.commitment(content))
        reveal(round_)
        shown = Answer.objects.get()
        assert answers.commitment(shown.wording.encode()) == shown.receipt != held

    @pytest.mark.parametrize(
        "row",
        [
            {"question": "cost", "low": "1e300", "likely": "1e300", "high": "1e300", "reason": ""},
            {"question": "cost", "low": "9", "likely": "5", "high": "1", "reason": ""},
            {"question": "cost", "low": "NaN", "likely": "NaN", "high": "NaN", "reason": ""},
            {"question": "payoff", "never": "7", "reason": ""},
            {"question": "profit", "low": "1", "likely": "1", "high": "1", "reason": ""},
            {"question": "cost", "low": "1", "likely": "1", "high": "1", "reason": "x" * 5_000},
            {"question": "cost", "low": "1", "likely": "1", "high": "1", "reason": "a\x00b"},
            {"question": "cost", "low": "1", "likely": "1", "high": "1", "reason": 5},
            {"question": "cost", "low": [], "likely": "1", "high": "1", "reason": ""},
            {"question": "cost", "low": "1", "likely": "1", "high": "1"},
            "cost",
        ],
    )
    def test_made_up_so_that_it_cannot_be_stored_holds_nothing_up(self, row, round_, both, cast):
        content = json.dumps({"answers": [row], "version": 1}).encode()
        changed(both[0], sealed=sealed_as(both[0].asked, content), receipt=answers.commitment(content))
        reveal(round_)
        assert list(Answer.objects.filter(is_unreadable=True)) == [both[0]]
        assert set(Forecast.objects.values_list("side", flat=True)) == {"it"}

    @pytest.mark.parametrize(
        "content", [b"", b"[]", b"\xff", b'{"version": 1}', b'{"answers": 3, "version": 1}', b"[" * 5_000]
    )
    def test_made_up_of_anything_holds_nothing_up(self, content, round_, both):
        changed(both[0], sealed=sealed_as(both[0].asked, content), receipt=answers.commitment(content))
        reveal(round_)
        assert list(Answer.objects.filter(is_unreadable=True)) == [both[0]]

    def test_asked_twice_holds_nothing_up(self, round_, both):
        row = {"question": "cost", "low": "1", "likely": "1", "high": "1", "reason": ""}
        content = json.dumps({"answers": [row, row], "version": 1}).encode()
        changed(both[0], sealed=sealed_as(both[0].asked, content), receipt=answers.commitment(content))
        reveal(round_)
        assert list(Answer.objects.filter(is_unreadable=True)) == [both[0]]

    def test_sealed_with_a_key_nobody_has_waits_and_says_which(self, round_, both):
        changed(both[0], key_id="0123456789abcdef")
        assert writes.reveal_due(by=None, at=AFTER) == []
        assert "0123456789abcdef" in Round.objects.get().trouble
        assert not Forecast.objects.exists()


class TestBrokenRound:
    """A reveal that fails where nobody thought of it."""

    @pytest.fixture
    def broken(self, round_, both, cast):
        """A comparison that stands already keeps the reveal from storing its own."""
        other = writes.open_round(
            about_kind="organisation", deadline_at=DEADLINE, currency="EUR", by=cast.cio, at=AT,
            asked=[(cast.ceo.pk, "business"), (cast.cio.pk, "it")],
        )  # fmt: skip
        Comparison.objects.create(round=round_, question="payoff")
        return other

    def test_keeps_no_other_sealed_and_says_so(self, round_, broken):
        assert writes.reveal_due(by=None, at=AFTER) == [broken.pk]
        round_.refresh_from_db()
        assert round_.state == "open"
        assert "tried again every minute" in round_.trouble
        assert not Forecast.objects.filter(round=round_).exists()

    def test_logs_where_and_no_value(self, broken, caplog):
        caplog.set_level("DEBUG")
        writes.reveal_due(by=None, at=AFTER)
        assert "could not be revealed: IntegrityError" in caplog.text
        assert "comparing" in caplog.text or "bulk_create" in caplog.text
        assert TELLTALE not in caplog.text
        assert "120000" not in caplog.text

    def test_goes_on_once_it_is_mended(self, round_, broken):
        writes.reveal_due(by=None, at=AFTER)
        Comparison.objects.filter(round=round_).delete()
        assert writes.reveal_due(by=None, at=AFTER + timedelta(minutes=1)) == [round_.pk]
        round_.refresh_from_db()
        assert (round_.state, round_.trouble) == ("revealed", "")


@pytest.mark.django_db(transaction=True)
class TestArchive:
    @pytest.fixture
    def moved(self, settings, tmp_path):
        """A round restored from its archive into a new home with new keys; gives the old keys, wrapped."""
        settings.ACCORD_KEYS = tmp_path / "old"
        cast = build()
        round_ = writes.open_round(
            about_kind="organisation", deadline_at=DEADLINE, currency="EUR", by=cast.office, at=AT,
            asked=[(cast.ceo.pk, "business"), (cast.cio.pk, "it")],
        )  # fmt: skip
        for person in (cast.ceo, cast.cio):
            writes.give_answer(asked=round_.asked.get(person=person), answer=answer_of(), by=person, at=SOON)
        archive.back_up(tmp_path / "all.tar.gz", at=SOON)
        wrapped = keys.wrap(keys.key_files(tmp_path / "old"), passphrase="lamp orbit cedar quilt", at=SOON)
        call_command("flush", interactive=False, verbosity=0)
        settings.ACCORD_KEYS = tmp_path / "new"
        writes.make_key()
        archive.restore(tmp_path / "all.tar.gz")
        return wrapped

    def test_alone_opens_nothing_and_says_which_key_is_missing(self, moved, tmp_path):
        assert writes.reveal_due(by=None, at=AFTER) == []
        round_ = Round.objects.get()
        assert round_.key_id in round_.trouble
        assert (tmp_path / "old" / f"sealing-{round_.key_id}.key").exists()
        assert not Forecast.objects.exists()
        for path in (tmp_path / "new").glob("*.key"):
            for answer in Answer.objects.select_related("asked"):
                place = sealing.label(answer.asked.round_id, answer.asked_id, answer.asked.side)
                with pytest.raises(sealing.Unreadable):
                    sealing.unseal(answer.sealed, private=bytes.fromhex(path.read_text()), place=place)

    def test_with_its_keys_reveals_in_time_and_not_before(self, moved, tmp_path):
        writes.reveal_due(by=None, at=AFTER)
        with pytest.raises(Refused):
            keys.unwrap(moved, passphrase="lamp orbit cedar quilz")
        brought = keys.unwrap(moved, passphrase="lamp orbit cedar quilt")
        keys.bring(brought, tmp_path / "new", replace=False, at=AFTER)
        Round.objects.update(deadline_at=AFTER + timedelta(days=1))
        Asked.objects.filter(side="it").update(answered_at=None)
        assert writes.reveal_due(by=None, at=AFTER) == []
        Round.objects.update(deadline_at=DEADLINE)
        assert writes.reveal_due(by=None, at=AFTER) == [Round.objects.get().pk]
        round_ = Round.objects.get()
        assert (round_.state, round_.trouble) == ("revealed", "")
        assert Answer.objects.filter(wording__contains=TELLTALE).count() == 2


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    @pytest.fixture
    def places(self):
        cast = build()
        round_ = writes.open_round(
            about_kind="organisation", deadline_at=DEADLINE, currency="EUR", by=cast.office, at=AT,
            asked=[(cast.ceo.pk, "business"), (cast.cio.pk, "it")],
        )  # fmt: skip
        return {one.side: one for one in round_.asked.select_related("round", "person")}

    def _together(self, *works: Any) -> list[Any]:
        at_once, results = threading.Barrier(len(works)), []

        def do(work: Any) -> None:
            at_once.wait()
            try:
                results.append(work())
            except WrongState as refused:
                results.append(refused)
            finally:
                connection.close()

        threads = [threading.Thread(target=do, args=(one,)) for one in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        return results

    def test_two_answers_of_one_person_make_one(self, places):
        place = places["business"]
        done = self._together(*[
            lambda: writes.give_answer(asked=place, answer=answer_of(), by=place.person, at=SOON) for _ in range(4)
        ])  # fmt: skip
        assert sum(isinstance(one, WrongState) for one in done) == 3
        assert Answer.objects.count() == 1
        assert Answer.objects.get().receipt == next(one.digest for one in done if not isinstance(one, WrongState))

    def test_an_answer_and_the_reveal_at_the_deadline_leave_no_answer_half_done(self, places):
        business, it = places["business"], places["it"]
        writes.give_answer(asked=business, answer=answer_of(), by=business.person, at=SOON)
        last = DEADLINE - timedelta(microseconds=1)
        self._together(
            lambda: writes.give_answer(asked=it, answer=answer_of(), by=it.person, at=last),
            lambda: writes.reveal_due(by=None, at=DEADLINE),
            lambda: writes.reveal_due(by=None, at=DEADLINE),
        )
        it.refresh_from_db()
        assert Round.objects.get().state == "revealed"
        assert Forecast.objects.filter(side="business").count() == 3
        assert Forecast.objects.filter(side="it").count() == (3 if it.answered_at else 0)
        assert Answer.objects.filter(wording="").count() == 0

    def test_taking_back_and_the_reveal_do_not_cross(self, places):
        for place in places.values():
            writes.give_answer(asked=place, answer=answer_of(), by=place.person, at=SOON)
        it = places["it"]
        self._together(
            lambda: writes.take_back_answer(asked=it, by=it.person, at=SOON),
            lambda: writes.reveal_due(by=None, at=SOON),
        )
        state, left = Round.objects.get().state, Answer.objects.count()
        assert (state, left) in {("revealed", 2), ("open", 1)}
        assert Forecast.objects.exists() == (state == "revealed")
