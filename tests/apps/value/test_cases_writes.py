"""Writing a case, putting it to its signers, signing it; and that a signed version never changes."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from accord.apps.initiatives import writes as initiatives
from accord.apps.people import writes as people
from accord.apps.people.models import Department
from accord.apps.trail import writes as trail
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, NotFound, Ref, WrongState
from accord.apps.value import writes
from accord.apps.value.events.cases import VersionEdited
from accord.apps.value.models import CaseVersion, Involvement, Line, Signature
from accord.apps.value.reads.cases.changes import version_changes
from accord.apps.value.reads.cases.page import case_page
from accord.apps.value.reads.cases.signed import digest_now, is_as_signed
from tests.apps.value.conftest import AT, BUILD, DAY, RUN, SAVED

pytestmark = pytest.mark.django_db


def fresh(version):
    return CaseVersion.objects.get(pk=version.pk)


class TestBegin:
    def test_fills_in_what_is_known(self, initiative, measure, cast):
        for month in (7, 8, 9):
            amount = Decimal("12000.50") if month < 9 else Decimal(9_000)
            initiatives.set_money(initiative=initiative, period=date(2026, month, 1), kind="planned", flow="cost",
                                  amount=amount, currency="CHF", by=cast.office, at=AT)  # fmt: skip

        version = writes.begin_case(initiative_id=initiative.pk, by=cast.department_head, at=AT)

        assert (version.number, version.state, version.currency) == (1, "draft", "CHF")
        assert (version.measure_id, version.baseline_value, version.target_value) == (measure.pk, 9.0, 4.0)
        assert (version.benefit_owner_id, version.start_month) == (cast.department_head.pk, date(2026, 7, 1))
        lines = [(one.rhythm, one.from_month, one.to_month, one.low, one.high) for one in version.lines.all()]
        assert lines == [
            ("monthly", date(2026, 7, 1), date(2026, 8, 1), Decimal("12000.50"), Decimal("12000.50")),
            ("once", date(2026, 9, 1), None, Decimal(9_000), Decimal(9_000)),
        ]
        with pytest.raises(WrongState, match="has begun this case already"):
            writes.begin_case(initiative_id=initiative.pk, by=cast.office, at=AT)

    def test_refuses_who_has_no_part_in_it(self, initiative, secret, cast):
        with pytest.raises(NotFound):
            writes.begin_case(initiative_id=initiative.pk, by=cast.employee, at=AT)
        with pytest.raises(NotFound):
            writes.begin_case(initiative_id=secret.pk, by=cast.department_head, at=AT)


class TestWrite:
    def test_refuses_each_value_at_its_field(self, a_case, initiative, cast):
        version = a_case(initiative, by=cast.office)
        wrong = {
            "horizon_months": 241, "currency": "eur", "discount_share": Decimal("1.5"), "nothing_low": Decimal(50_000),
            "baseline_value": float("nan"), "adoption_low": Decimal("0.5"), "benefit_owner_id": 999_999,
        }  # fmt: skip

        with pytest.raises(Invalid) as refused:
            writes.edit_version(version_id=version.pk, values=wrong, by=cast.office, at=AT)

        expected = set(wrong) - {"nothing_low", "adoption_low"} | {"nothing_likely", "adoption_likely", "adoption_high"}
        assert set(refused.value.fields) == expected
        assert fresh(version).version == version.version

    @pytest.mark.parametrize(
        ("line", "field"),
        [
            (BUILD | {"likely": Decimal(1)}, "likely"),
            (BUILD | {"high": Decimal("0.001")}, "high"),
            (RUN | {"to_month": date(2026, 8, 1)}, "to_month"),
            (RUN | {"from_month": date(2026, 5, 1)}, "from_month"),
            (RUN | {"from_month": date(2031, 5, 1)}, "from_month"),
            (RUN | {"kind": "cash"}, "kind"),
            (RUN | {"title": " "}, "title"),
        ],
    )
    @pytest.mark.one_database
    def test_refuses_a_line_at_its_field(self, a_case, initiative, cast, line, field):
        version = a_case(initiative, by=cast.office)

        with pytest.raises(Invalid) as refused:
            writes.set_line(version_id=version.pk, values=line, by=cast.office, at=AT)

        assert set(refused.value.fields) == {field}

    def test_keeps_two_editors_apart(self, a_case, initiative, cast):
        version = a_case(initiative, by=cast.office)
        line = version.lines.get(kind="build")
        writes.edit_version(
            version_id=version.pk, values={"exit_rule": "A"}, seen_version=version.version, by=cast.cio, at=AT
        )
        writes.set_line(
            version_id=version.pk, key=line.key, values=BUILD | {"title": "Mine"}, seen_version=1, by=cast.cio, at=AT
        )

        with pytest.raises(EditConflict):
            writes.edit_version(
                version_id=version.pk, values={"exit_rule": "B"}, seen_version=version.version, by=cast.office, at=AT
            )
        with pytest.raises(EditConflict):
            writes.set_line(version_id=version.pk, key=line.key, values=BUILD, seen_version=1, by=cast.office, at=AT)

        assert (fresh(version).exit_rule, Line.objects.get(pk=line.pk).title) == ("A", "Mine")

    def test_puts_a_removed_line_back_as_it_was(self, a_case, initiative, cast):
        version = a_case(initiative, by=cast.office)
        before = Line.objects.filter(of=version).values().get(kind="run")
        digest = digest_now(version=version)

        pk = writes.remove_line(version_id=version.pk, key=before["key"], by=cast.office, at=AT)
        assert digest_now(version=version) != digest
        writes.restore_line(version_id=version.pk, line_id=pk, by=cast.office, at=AT)

        assert Line.objects.filter(of=version).values().get(kind="run") == before
        assert digest_now(version=version) == digest
        with pytest.raises(WrongState):
            writes.restore_line(version_id=version.pk, line_id=pk, by=cast.office, at=AT)


class TestOffer:
    def test_names_what_is_missing_until_it_is_there_or_does_not_apply(self, a_case, initiative, cast):
        point = BUILD | {"low": Decimal(5), "likely": Decimal(5), "high": Decimal(5)}
        version = a_case(initiative, by=cast.office, lines=(point,), exit_rule="", baseline_source="")

        with pytest.raises(Invalid, match="Where we stand today, Ranges instead of single numbers") as refused:
            writes.offer(version_id=version.pk, by=cast.office, at=AT)
        assert set(refused.value.fields) == {"baseline", "ranges", "run_cost", "exit_rule"}

        for item in refused.value.fields:
            writes.skip_item(version_id=version.pk, item=item, reason="It ends in June.", by=cast.office, at=AT)
        offered = writes.offer(version_id=version.pk, by=cast.office, at=AT + DAY)

        assert (offered.state, offered.offered_at) == ("offered", AT + DAY)
        assert offered.digest == digest_now(version=fresh(version))

    def test_is_taken_back_and_signatures_fall_with_a_reason(self, a_case, initiative, cast):
        version = a_case(initiative, by=cast.office)
        digest = writes.offer(version_id=version.pk, by=cast.office, at=AT).digest
        writes.take_back_offer(version_id=version.pk, by=cast.office, at=AT)
        writes.offer(version_id=version.pk, by=cast.office, at=AT)
        writes.sign(version_id=version.pk, side="it", digest=digest, by=cast.delivery_lead, at=AT)

        with pytest.raises(Invalid):
            writes.take_back_offer(version_id=version.pk, by=cast.office, at=AT)
        writes.take_back_offer(version_id=version.pk, reason="The rate was wrong.", by=cast.office, at=AT)

        assert (fresh(version).state, fresh(version).digest) == ("draft", "")
        assert Signature.objects.get(of=version).reason == "The rate was wrong."


class TestSign:
    def test_is_in_force_with_the_third_side(self, a_signed_case, initiative, cast):
        version = a_signed_case(initiative, cast)

        assert (version.state, version.signed_at, len(version.digest)) == ("signed", AT, 64)
        told = Entry.objects.filter(subject_kind="value.version", code="value.version.signed").order_by("pk")
        signers = [cast.department_head.pk, cast.delivery_lead.pk, cast.cfo.pk]
        assert list(told.values_list("actor_id", flat=True)) == signers
        sides = set(Involvement.objects.filter(initiative=initiative, how="signed").values_list("side", flat=True))
        assert sides == {"business", "it", "finance"}

    def test_refuses_the_wrong_people_and_anyone_twice(self, a_case, initiative, cast):
        version = a_case(initiative, by=cast.office)
        digest = writes.offer(version_id=version.pk, by=cast.office, at=AT).digest

        def sign(side, person, of=digest):
            return writes.sign(version_id=version.pk, side=side, digest=of, by=person, at=AT)

        for side, person in (
            ("business", cast.office),
            ("it", cast.cfo),
            ("finance", cast.cio),
            ("finance", cast.office),
        ):
            with pytest.raises(NotAllowed):
                sign(side, person)
        with pytest.raises(NotFound):
            sign("business", cast.employee)
        with pytest.raises(EditConflict):
            sign("it", cast.cio, of="0" * 64)
        sign("it", cast.cio)
        with pytest.raises(WrongState):
            sign("it", cast.delivery_lead)
        with pytest.raises(WrongState):
            writes.edit_version(version_id=version.pk, values={"exit_rule": "x"}, by=cast.office, at=AT)

    def test_the_head_of_an_it_department_signs_for_it_once_it_is_offered(self, a_case, initiative, cast):
        Department.objects.create(name="Platforms", side="it", parent=cast.it, head=cast.employee)
        version = a_case(initiative, by=cast.office)
        with pytest.raises(NotFound):
            case_page(viewer=cast.employee, initiative_id=initiative.pk)

        digest = writes.offer(version_id=version.pk, by=cast.office, at=AT).digest

        assert case_page(viewer=cast.employee, initiative_id=initiative.pk).to_sign.side == "it"
        writes.sign(version_id=version.pk, side="it", digest=digest, by=cast.employee, at=AT)

    def test_nobody_signs_for_two_sides(self, a_case, cast, measure):
        own = initiatives.add_initiative(
            title="Close the books faster", department_id=cast.finance.pk, sponsor_id=cast.cfo.pk,
            lead_id=cast.cio.pk, by=cast.office, at=AT,
        )  # fmt: skip
        version = a_case(own, by=cast.office, measure_id=measure.pk)
        digest = writes.offer(version_id=version.pk, by=cast.office, at=AT).digest
        writes.sign(version_id=version.pk, side="business", digest=digest, by=cast.cfo, at=AT)

        with pytest.raises(NotAllowed, match="three people"):
            writes.sign(version_id=version.pk, side="finance", digest=digest, by=cast.cfo, at=AT)

    def test_one_withdraws_ones_own_signature_while_not_all_have_signed(self, a_case, initiative, cast, sign_all):
        version = a_case(initiative, by=cast.office)
        digest = writes.offer(version_id=version.pk, by=cast.office, at=AT).digest
        writes.sign(version_id=version.pk, side="it", digest=digest, by=cast.cio, at=AT)

        with pytest.raises(WrongState):
            writes.withdraw_signature(version_id=version.pk, reason="x", by=cast.cfo, at=AT)
        writes.withdraw_signature(version_id=version.pk, reason="The run cost looks low.", by=cast.cio, at=AT)
        writes.take_back_offer(version_id=version.pk, by=cast.office, at=AT)
        sign_all(version, cast)

        with pytest.raises(WrongState):
            writes.withdraw_signature(version_id=version.pk, reason="Too late", by=cast.cfo, at=AT)
        people.erase_person(person_id=cast.cio.pk, by=cast.administrator, at=AT)
        assert Signature.objects.get(of=version, person=cast.cio.pk).reason == ""
        assert is_as_signed(version=fresh(version))


class TestSignedStays:
    def test_through_every_write(self, a_signed_case, initiative, cast):
        version = a_signed_case(initiative, cast)
        before = (
            CaseVersion.objects.filter(pk=version.pk).values().get(),
            list(Line.objects.filter(of=version).values()),
        )
        pk, key, office = version.pk, version.lines.first().key, {"by": cast.office, "at": AT}

        for write in (
            lambda: writes.edit_version(version_id=pk, values={"exit_rule": "Never"}, **office),
            lambda: writes.skip_item(version_id=pk, item="ranges", reason="No", **office),
            lambda: writes.set_line(version_id=pk, values=SAVED, **office),
            lambda: writes.set_line(version_id=pk, key=key, values=SAVED, **office),
            lambda: writes.remove_line(version_id=pk, key=key, **office),
            lambda: writes.offer(version_id=pk, **office),
            lambda: writes.take_back_offer(version_id=pk, reason="Please", **office),
            lambda: writes.sign(version_id=pk, side="it", digest=version.digest, by=cast.cio, at=AT),
            lambda: writes.withdraw_signature(version_id=pk, reason="No", by=cast.cfo, at=AT),
        ):  # fmt: skip
            with pytest.raises(WrongState):
                write()

        assert (CaseVersion.objects.filter(pk=pk).values().get(), list(Line.objects.filter(of=pk).values())) == before

    def test_against_the_database_itself(self, a_signed_case, initiative, cast):
        version = a_signed_case(initiative, cast)

        def edit():
            ref = Ref("value.version", version.pk)
            trail.edit(version, {"exit_rule": "Never"}, event=VersionEdited, subject=ref, by=cast.office, at=AT)

        for change in (
            edit,
            lambda: CaseVersion.objects.filter(pk=version.pk).update(discount_share=Decimal("0.01")),
            lambda: CaseVersion.objects.filter(pk=version.pk).update(state="draft"),
            lambda: Line.objects.filter(of=version).update(likely=1, low=1, high=1),
            lambda: Signature.objects.filter(of=version, side="it").update(person=cast.cio),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        assert is_as_signed(version=fresh(version))

    def test_shows_when_somebody_reckoned_the_digest_anew_or_took_a_signature_away(
        self, a_signed_case, initiative, cast
    ):
        version = a_signed_case(initiative, cast)
        rows, kept = CaseVersion.objects.filter(pk=version.pk), transaction.savepoint()
        with connection.cursor() as cursor:  # from here on the database lets everything pass
            on = "" if connection.vendor == "sqlite" else " ON value_caseversion"
            cursor.execute(f"DROP TRIGGER value_version_stays{on}")
        rows.update(state="draft", exit_rule="Never")
        rows.update(state="signed", digest=digest_now(version=fresh(version)))
        assert digest_now(version=fresh(version)) == fresh(version).digest
        assert is_as_signed(version=fresh(version)) is False

        transaction.savepoint_rollback(kept)
        assert is_as_signed(version=fresh(version))
        Signature.objects.filter(of=version, side="finance").delete()
        assert is_as_signed(version=fresh(version)) is False

    def test_says_loudly_when_somebody_got_round_it(self, a_signed_case, initiative, cast, client_of):
        version = a_signed_case(initiative, cast)
        Line.objects.filter(of=version, kind="run").delete()

        page = case_page(viewer=cast.cfo, initiative_id=initiative.pk)

        assert page.is_unchanged is False
        answer = client_of(cast.cfo).get(f"/value/initiatives/{initiative.pk}/case/").content.decode()
        assert "This is not what was signed" in answer
        with connection.cursor() as cursor:  # nothing was left open by the guards
            cursor.execute("SELECT 1")


class TestNewVersion:
    def test_leaves_the_signed_one_in_force_until_it_is_signed(self, a_signed_case, sign_all, initiative, cast):
        first = a_signed_case(initiative, cast)
        keys = set(first.lines.values_list("key", flat=True))

        second = writes.new_version(case_id=first.case_id, by=cast.office, at=AT + DAY)
        line = second.lines.get(kind="run")
        more = RUN | {"likely": Decimal("1800.25")}
        writes.set_line(version_id=second.pk, key=line.key, values=more, by=cast.office, at=AT + DAY)
        writes.set_line(version_id=second.pk, values=SAVED | {"title": "Fewer reminders"}, by=cast.office, at=AT + DAY)

        assert fresh(first).state == "signed"
        assert keys < set(second.lines.values_list("key", flat=True))
        with pytest.raises(WrongState, match="already"):
            writes.new_version(case_id=first.case_id, by=cast.office, at=AT + DAY)

        sign_all(second, cast, at=AT + 2 * DAY)

        assert (fresh(first).state, fresh(first).replaced_at, fresh(second).state) == (
            "replaced",
            AT + 2 * DAY,
            "signed",
        )
        assert is_as_signed(version=fresh(first))
        assert is_as_signed(version=fresh(second))
        compared = version_changes(viewer=cast.cfo, initiative_id=initiative.pk, old=1, new=2)
        assert [(g.title, g.state, [(c.name, c.old, c.new) for c in g.changes if g.state == "changed"]) for g in compared.groups] == [
            ("Running it", "changed", [("Likely", "1,500", "1,800.25")]), ("Fewer reminders", "added", []),
        ]  # fmt: skip


class TestDiscarding:
    def test_gives_a_new_version_up_and_takes_it_up_again_beside_the_signed_one(
        self, a_signed_case, sign_all, initiative, cast
    ):
        signed = a_signed_case(initiative, cast)
        draft = writes.new_version(case_id=signed.case_id, by=cast.office, at=AT)
        writes.remove_line(version_id=draft.pk, key=draft.lines.first().key, by=cast.office, at=AT)
        stood = digest_now(version=draft)

        writes.discard_version(version_id=draft.pk, by=cast.office, at=AT)

        page = case_page(viewer=cast.office, initiative_id=initiative.pk)
        assert (page.version.pk, page.version.state, page.can_renew) == (signed.pk, "signed", True)
        assert not CaseVersion.objects.filter(pk=draft.pk).exists()
        with pytest.raises(WrongState, match="discarded"):
            writes.edit_version(version_id=draft.pk, values={"exit_rule": "Never"}, by=cast.office, at=AT)
        with pytest.raises(DatabaseError), transaction.atomic():
            CaseVersion.everything.filter(pk=draft.pk).update(exit_rule="Never")
        back = writes.put_back_version(version_id=draft.pk, by=cast.office, at=AT)
        assert (back.state, digest_now(version=back)) == ("draft", stood)
        told = Entry.objects.filter(subject_kind="value.version", subject_id=draft.pk).order_by("id")
        assert list(told.values_list("code", flat=True))[-2:] == ["value.version.discarded", "value.version.put_back"]

    def test_refuses_what_is_signed_offered_the_only_one_or_overtaken(self, a_case, sign_all, initiative, cast):
        first = a_case(initiative, by=cast.office)
        with pytest.raises(WrongState, match="change it instead"):
            writes.discard_version(version_id=first.pk, by=cast.office, at=AT)
        sign_all(first, cast)
        with pytest.raises(WrongState, match="never changes"):
            writes.discard_version(version_id=first.pk, by=cast.office, at=AT)
        draft = writes.new_version(case_id=first.case_id, by=cast.office, at=AT)
        with pytest.raises((NotFound, NotAllowed)):
            writes.discard_version(version_id=draft.pk, by=cast.employee, at=AT)
        writes.discard_version(version_id=draft.pk, by=cast.office, at=AT)
        later = writes.new_version(case_id=first.case_id, by=cast.office, at=AT)
        assert later.number == draft.number + 1
        with pytest.raises(WrongState, match="newer version"):
            writes.put_back_version(version_id=draft.pk, by=cast.office, at=AT)
        writes.offer(version_id=later.pk, by=cast.office, at=AT)
        with pytest.raises(WrongState, match="Take it back"):
            writes.discard_version(version_id=later.pk, by=cast.office, at=AT)


class TestHistory:
    def test_tells_by_version_person_and_day_what_changed_from_the_first_value_to_the_last(
        self, a_signed_case, initiative, cast
    ):
        signed = a_signed_case(initiative, cast)
        draft = writes.new_version(case_id=signed.case_id, by=cast.office, at=AT)
        line = draft.lines.get(title=SAVED["title"])
        for rule in ("Tomorrow", "After a year"):
            writes.edit_version(version_id=draft.pk, values={"exit_rule": rule}, by=cast.office, at=AT)
        for likely in (Decimal(9_000), Decimal(12_500)):
            values = {**SAVED, "likely": likely, "high": Decimal(20_000)}
            writes.set_line(version_id=draft.pk, key=line.key, values=values, by=cast.office, at=AT)
        extra = writes.set_line(version_id=draft.pk, values=BUILD | {"title": "Slip"}, by=cast.office, at=AT)
        writes.remove_line(version_id=draft.pk, key=extra.key, by=cast.office, at=AT)

        now, before = case_page(viewer=cast.office, initiative_id=initiative.pk).past[:2]

        assert (now.number, before.number, now.is_open, before.is_open) == (2, 1, True, False)
        (day,) = now.days
        assert day.who == cast.office.name
        assert day.lines[0] == "Began it"
        assert f"When we would stop: {signed.exit_rule} → After a year" in day.lines
        assert any(said.startswith(f"{SAVED['title']} · Likely: ") and said.endswith("→ 12,500") for said in day.lines)
        assert not [said for said in day.lines if "Slip" in said or "9,000" in said or "Tomorrow" in said]
        assert before.days[0].lines[-1] == "All three sides have signed: it is in force"
