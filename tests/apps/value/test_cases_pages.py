"""What a case says at once: pages, clock, turn, notices, search, and the same as JSON."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from accord.apps.initiatives import writes as initiatives
from accord.apps.ui.sockets import turn
from accord.apps.value import writes
from accord.apps.value.models import CaseVersion
from accord.apps.value.plugs import cases as plugs
from accord.apps.value.reads.cases.page import case_page, first_commitment
from tests.apps.value.conftest import AT, BUILD, DAY, RUN

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def page_of(client, name, *args):
    response = client.get(reverse(f"value:{name}", args=args))
    return response.status_code, response.content.decode()


class TestCasePage:
    def test_says_where_it_stands_at_each_step(self, a_case, initiative, cast, client_of):
        office, pk = client_of(cast.office), initiative.pk
        assert "Begin the case" in page_of(office, "case", pk)[1]
        version = a_case(initiative, by=cast.office, exit_rule="")

        draft = page_of(office, "case", pk)[1]
        assert "7 of 8" in draft
        assert "say at which sign it would be stopped" in draft
        assert "Put it to the signers" not in draft

        writes.edit_version(version_id=version.pk, values={"exit_rule": "By March"}, by=cast.office, at=AT)
        assert "Put it to the signers" in page_of(office, "case", pk)[1]
        office.post(reverse("value:offering", args=[pk, 1]))
        assert "Sign for IT" in page_of(client_of(cast.delivery_lead), "case", pk)[1]
        for person, side in ((cast.department_head, "business"), (cast.cio, "it")):
            form = client_of(person).get(reverse("value:signing", args=[pk, 1, side])).context["form"]
            sent = client_of(person).post(reverse("value:signing", args=[pk, 1, side]), form.initial)
            assert sent.status_code == 302
        assert "Waiting for Finance: signed by Business and IT." in page_of(office, "case", pk)[1]
        stale = client_of(cast.cfo).post(reverse("value:signing", args=[pk, 1, "finance"]), {"digest": "0" * 64})
        assert stale.status_code == 409

        digest = CaseVersion.objects.get(pk=version.pk).digest
        client_of(cast.cfo).post(reverse("value:signing", args=[pk, 1, "finance"]), {"digest": digest})
        signed = page_of(office, "case", pk)[1]
        assert "In force: signed by business, IT and finance." in signed
        assert "Unchanged since it was signed" in signed
        assert digest in page_of(office, "printing", pk, 1)[1]
        office.post(reverse("value:renewing", args=[pk]))
        assert "Version 1</a> stays in force" in page_of(office, "case", pk)[1]
        assert "Both versions say the same" in page_of(office, "comparison", pk, 2)[1]

    def test_adds_up_to_the_cent_by_year(self, a_case, initiative, cast):
        odd = RUN | {"low": Decimal("0.10"), "likely": Decimal("0.20"), "high": Decimal("1000.33")}
        a_case(initiative, by=cast.office, lines=(BUILD, odd, RUN | {"currency": "CHF"}))

        table = case_page(viewer=cast.cfo, initiative_id=initiative.pk).table

        euro, francs = table.cost_sums
        assert table.years == (2026, 2027, 2028, 2029)
        assert [one.likely for one in euro.years] == [
            Decimal("100000.80"),
            Decimal("2.40"),
            Decimal("2.40"),
            Decimal("1.00"),
        ]
        assert (euro.total.low, euro.total.high) == (80_000 + 33 * Decimal("0.10"), 150_000 + 33 * Decimal("1000.33"))
        assert (francs.currency, francs.total.likely) == ("CHF", 33 * 1_500)
        assert not table.net_sums

    def test_refuses_a_form_at_its_field_and_keeps_two_editors_apart(self, a_case, initiative, cast, client_of):
        version = a_case(initiative, by=cast.office)
        line = version.lines.get(kind="run")
        address = reverse("value:line", args=[initiative.pk, 1, line.key])
        office = client_of(cast.office)
        typed = {
            "title": "Running it", "what": "cost:run", "rhythm": "monthly", "from_month": "2026-09", "likely": "900",
            "low": "1000", "high": "2000", "currency": "eur", "version": 1,
        }  # fmt: skip

        wrong = office.post(address, typed)
        assert wrong.status_code == 422
        assert "not below the low one" in wrong.content.decode()
        here = {"HX-Request": "true", "HX-Request-Type": "partial"}
        saved = office.post(address, typed | {"low": "", "high": ""}, headers=here)
        assert (saved.status_code, saved["HX-Refresh"]) == (204, "true")
        line.refresh_from_db()
        assert (line.low, line.likely, line.high, line.currency) == (900, 900, 900, "EUR")
        assert office.post(address, typed | {"low": "800"}).status_code == 409

    def test_is_closed_to_those_who_have_no_part_in_it(self, a_case, initiative, cast, client_of):
        a_case(initiative, by=cast.office)
        for name, args in (
            ("case", ()),
            ("version", (1,)),
            ("printing", (1,)),
            ("part", (1, "evidence")),
            ("add_line", (1,)),
        ):
            address = reverse(f"value:{name}", args=[initiative.pk, *args])
            assert client_of(cast.employee).get(address).status_code == 404
            assert client_of(None).get(address).status_code == 302
        assert client_of(cast.chro).get(reverse("value:part", args=[initiative.pk, 1, "evidence"])).status_code == 403
        assert client_of(cast.cio).get(reverse("value:add_rate")).status_code == 403


class TestClock:
    def test_counts_from_finance_to_the_first_commitment_with_its_sign(self, a_case, initiative, cast):
        def said():
            return case_page(viewer=cast.cfo, initiative_id=initiative.pk).clock.sentence

        a_case(initiative, by=cast.office)
        assert "this is the time to ask them" in said()
        money = {"flow": "cost", "amount": Decimal(5), "currency": "EUR", "by": cast.office, "at": AT}
        initiatives.set_money(initiative=initiative, period=date(2026, 5, 9), kind="committed", **money)
        initiatives.set_money(initiative=initiative, period=date(2026, 1, 9), kind="planned", **money)
        assert "first committed on 1 May 2026" in said()

        writes.edit_version(
            version_id=initiative.case.versions.get().pk, values={"exit_rule": "So"}, by=cast.cfo, at=AT
        )
        assert said() == "Finance came in 31 days after the first money was committed."
        told = writes.tell_involvement(
            initiative_id=initiative.pk,
            side="finance",
            on=date(2026, 4, 8),
            words="In the committee",
            by=cast.office,
            at=AT,
        )
        assert said() == "Finance came in 23 days before the first money was committed."
        assert first_commitment(initiative_id=initiative.pk).is_month_only
        writes.remove_involvement(involvement_id=told.pk, by=cast.office, at=AT)
        assert "31 days after" in said()
        writes.restore_involvement(involvement_id=told.pk, by=cast.office, at=AT)
        assert "23 days before" in said()


class TestOthers:
    def test_asks_each_signer_once_and_tells_who_has_a_part(self, a_case, initiative, cast):
        version = a_case(initiative, by=cast.office)
        offered = writes.offer(version_id=version.pk, by=cast.office, at=AT)

        def asked(person):
            source = next(one for one in turn if one.code == "value.sign")
            return [item.sentence for item in source.items(person, date(2026, 6, 1))]

        assert asked(cast.delivery_lead) == ["The case of Invoice reader, for IT (version 1)"]
        assert len(asked(cast.cfo)) == len(asked(cast.department_head)) == 1
        assert not asked(cast.cio)  # may sign; the lead stands closer
        assert not asked(cast.office)
        writes.sign(version_id=version.pk, side="it", digest=offered.digest, by=cast.cio, at=AT + DAY)
        assert not asked(cast.delivery_lead)

        from accord.apps.trail.models import Entry

        entries = list(Entry.objects.filter(code="value.version.offered"))
        signers = {cast.department_head.pk, cast.delivery_lead.pk, cast.cfo.pk}
        assert {told.person_id for told in plugs._to_signers(entries)} == signers
        (said,) = plugs._say_offered(cast.cfo, [told.ref for told in plugs._to_signers(entries)]).values()
        assert said.sentence == "The case of Invoice reader (version 1) waits for your signature."

    def test_is_written_offered_and_signed_as_json(self, initiative, a_case, cast, client_of):
        base = f"/api/v1/value/initiatives/{initiative.pk}/case"
        office, json = client_of(cast.office), {"content_type": "application/json"}
        a_case(initiative, by=cast.office, exit_rule="")

        def put(client, address, data):
            return client.put(f"{base}/versions/1/{address}", data, **json)

        assert put(office, "offer", {}).status_code == 409
        changed = office.patch(f"{base}/versions/1", {"version": 1, "exit_rule": "By March"}, **json)
        assert changed.status_code == 409
        now = office.get(base).json()
        assert [item["code"] for item in now["items"] if item["state"] == "missing"] == ["exit_rule"]
        assert put(office, "items/exit_rule", {"reason": "It ends by itself."}).status_code == 200
        offered = put(office, "offer", {}).json()
        for person, side in ((cast.department_head, "business"), (cast.cio, "it"), (cast.cfo, "finance")):
            answer = put(client_of(person), f"signatures/{side}", {"digest": offered["digest"]})
            assert answer.status_code == 200, answer.content
        signed = office.get(base).json()
        assert (signed["state"], signed["is_unchanged"], len(signed["signatures"])) == ("signed", True, 3)
        assert signed["sums"][0]["total"]["likely"] == "149500.00"
        assert office.post(f"{base}/versions", {}, **json).json()["number"] == 2
        assert office.get(f"{base}/versions/2/changes?since=1").json() == []
        assert client_of(cast.employee).get(base).status_code == 404

    def test_is_found_by_its_words_and_listed_as_a_file(self, a_case, initiative, cast, client_of):
        a_case(initiative, by=cast.office)
        writes.add_rate(
            currency="CHF", against="EUR", on=date(2026, 5, 1), rate=Decimal("1.05"), source="ECB", by=cast.cfo, at=AT
        )

        (text,) = plugs.reads.case_texts(None)
        assert "The old scanner." in text.parts
        answer = client_of(cast.cfo).get(reverse("value:rates") + "?format=csv&currency=CHF")
        assert b"CHF,EUR,2026-05-01,1.05" in b"".join(answer.streaming_content)
        assert "ECB" in page_of(client_of(cast.cfo), "rates")[1]
