"""Two at once: signatures, offers, an edit while others sign; nobody ever sees a state that nobody agreed to."""

import threading

import pytest
from django.db import connection

from accord.apps.ui.rules import EditConflict, NotAllowed, WrongState
from accord.apps.value import writes
from accord.apps.value.models import CaseVersion, Signature
from accord.apps.value.reads.cases.signed import is_as_signed
from tests.apps.value.conftest import AT, SAVED

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Run each in its own thread and connection, all begun together; gives what each came to: None or its refusal."""
    ready, came = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        ready.wait(timeout=10)
        try:
            work()
        except (EditConflict, WrongState, NotAllowed) as refused:
            came[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return came


def signer(version, side, person, digest):
    return lambda: writes.sign(version_id=version.pk, side=side, digest=digest, by=person, at=AT)


class TestAtOnce:
    def test_all_three_sign_and_two_want_the_same_side(self, a_case, initiative, cast):
        version = a_case(initiative, by=cast.office)
        digest = writes.offer(version_id=version.pk, by=cast.office, at=AT).digest

        came = at_once(
            signer(version, "business", cast.department_head, digest),
            signer(version, "it", cast.delivery_lead, digest),
            signer(version, "it", cast.cio, digest),
            signer(version, "finance", cast.cfo, digest),
        )

        now = CaseVersion.objects.get(pk=version.pk)
        assert (now.state, is_as_signed(version=now)) == ("signed", True)
        assert sorted(Signature.objects.filter(of=version).values_list("side", flat=True)) == [
            "business",
            "finance",
            "it",
        ]
        assert [isinstance(one, WrongState) for one in came[1:3]].count(True) == 1
        assert came[0] is None
        assert came[3] is None

    def test_one_person_cannot_sign_for_two_sides_at_once(self, a_case, initiative, cast):
        initiative.lead = cast.department_head
        initiative.save(update_fields=["lead"])
        version = a_case(initiative, by=cast.office)
        digest = writes.offer(version_id=version.pk, by=cast.office, at=AT).digest
        both = (signer(version, side, cast.department_head, digest) for side in ("business", "it"))

        came = at_once(*both)

        assert [one is None for one in came].count(True) == 1
        assert Signature.objects.filter(of=version).count() == 1

    @pytest.mark.parametrize("first", [0, 1])
    def test_an_edit_or_a_taking_back_while_the_last_one_signs(self, a_case, initiative, cast, first):
        version = a_case(initiative, by=cast.office)
        digest = writes.offer(version_id=version.pk, by=cast.office, at=AT).digest
        writes.sign(version_id=version.pk, side="business", digest=digest, by=cast.department_head, at=AT)
        writes.sign(version_id=version.pk, side="it", digest=digest, by=cast.cio, at=AT)

        def rewrite():
            writes.take_back_offer(version_id=version.pk, reason="Another rate", by=cast.office, at=AT)
            writes.set_line(version_id=version.pk, values=SAVED, by=cast.office, at=AT)
            writes.offer(version_id=version.pk, by=cast.office, at=AT)

        works = [signer(version, "finance", cast.cfo, digest), rewrite]
        came = at_once(*(works if first == 0 else reversed(works)))
        signed, rewritten = came if first == 0 else reversed(came)

        now = CaseVersion.objects.get(pk=version.pk)
        under = Signature.objects.filter(of=version, withdrawn_at=None)
        assert is_as_signed(version=now)
        if rewritten is None:  # it was taken back first: finance saw something else
            assert isinstance(signed, EditConflict | WrongState)
            assert (now.state, under.count()) == ("offered", 0)
            assert now.digest != digest
        else:
            assert signed is None
            assert (now.state, now.digest, under.count()) == ("signed", digest, 3)

    def test_two_offers_and_an_edit(self, a_case, initiative, cast):
        version = a_case(initiative, by=cast.office)
        seen = version.version

        def offer(person):
            return lambda: writes.offer(version_id=version.pk, seen_version=seen, by=person, at=AT)

        def edit():
            values = {"exit_rule": "Another rule"}
            writes.edit_version(version_id=version.pk, values=values, seen_version=seen, by=cast.cfo, at=AT)

        came = at_once(offer(cast.office), offer(cast.cio), edit)

        now = CaseVersion.objects.get(pk=version.pk)
        assert [one is None for one in came].count(True) == 1
        assert now.state == ("draft" if came[2] is None else "offered")
        assert is_as_signed(version=now) in {None, True}
