"""The register, the section on the initiative page and the forms, as each role and as the stranger."""

from datetime import date

import pytest

from accord.apps.guardrails import writes
from accord.apps.guardrails.models import Evidence, RiskClass
from accord.apps.guardrails.rules import FURTHER
from tests.apps.initiatives.conftest import AT


@pytest.fixture
def answered(initiative, cast):
    writes.set_risk(initiative=initiative, risk="high", rights_impacting=True, by=cast.cio, at=AT)
    for code, answer, why in (("appeal", "no", ""), ("monitoring", "not_applicable", "Runs once."),
                              ("human_oversight", "yes", ""), ("operator_training", "in_progress", "")):  # fmt: skip
        writes.answer_question(initiative=initiative, question=code, answer=answer, date=date(2026, 5, 1), reason=why,
                               by=cast.cio, at=AT)  # fmt: skip
    return initiative


class TestFurther:
    def test_stands_apart_from_what_is_required(self, answered, cast, client_of):
        for code, answer, why, until in (("quality_bars", "no", "The appendix only.", date(2027, 3, 1)),
                                         ("security_training", "yes", "", date(2027, 4, 30))):  # fmt: skip
            writes.answer_question(initiative=answered, question=code, answer=answer, date=date(2026, 5, 1), reason=why,
                                   until=until, by=cast.office, at=AT)  # fmt: skip
        page = client_of(cast.employee).get(f"/initiatives/{answered.pk}/").content.decode()
        assert "1 of 7 pieces of evidence are there; 1 in progress, 1 missing, 4 not known yet." in page
        assert "Data and code: nobody has answered yet" in page
        assert "People who try and use it: 1 of 4 answered" in page
        assert "waived until" in page
        assert "valid until" in page

    def test_says_when_a_yes_has_run_out(self, initiative, cast, client_of):
        writes.answer_question(initiative=initiative, question="security_training", answer="yes", date=date(2024, 5, 1),
                               until=date(2025, 5, 1), by=cast.office, at=AT)  # fmt: skip
        assert (
            "no longer valid since" in client_of(cast.employee).get(f"/initiatives/{initiative.pk}/").content.decode()
        )

    def test_form_asks_for_a_last_day_only_where_there_is_one(self, initiative, cast, client_of):
        get = client_of(cast.office).get
        pages = {code: get(f"/guardrails/{initiative.pk}/{code}/").content.decode()
                 for code in ("reuse", "security_training", "quality_bars", "appeal")}  # fmt: skip
        assert {code for code, page in pages.items() if 'name="until"' in page} == {"security_training", "quality_bars"}
        assert "Valid until" in pages["security_training"]
        assert "Waived until" in pages["quality_bars"]

    def test_lead_answers_but_does_not_waive(self, initiative, cast, client_of):
        url, lead = f"/guardrails/{initiative.pk}/quality_bars/", client_of(cast.delivery_lead)
        values = {"answer": "no", "reason": "The appendix only.", "until": "2026-12-31", "version": 0}
        refused = lead.post(url, values)
        assert refused.status_code == 422
        assert "somebody else waives" in refused.content.decode()
        assert client_of(cast.employee).post(url, values).status_code == 403
        assert lead.post(url, values | {"until": ""}).status_code == 302
        row = Evidence.objects.get()
        assert (row.answer, row.until) == ("no", None)

    def test_api_takes_and_shows_the_last_day(self, initiative, cast, client_of):
        place = f"/api/v1/initiatives/{initiative.pk}/guardrails/answers/security_training"
        body = {"version": 0, "answer": "yes", "date": "2026-03-01", "until": "2027-03-01"}
        shown = client_of(cast.office).put(place, body, content_type="application/json").json()
        assert shown["tally"]["unknown"] == 8
        assert [one["until"] for one in shown["further"] if one["answer"] == "yes"] == ["2027-03-01"]


class TestSection:
    def test_keeps_the_answers_apart(self, answered, cast, client_of):
        page = client_of(cast.employee).get(f"/initiatives/{answered.pk}/").content.decode()
        assert "1 of 7 pieces of evidence are there; 1 in progress, 1 missing, 4 not known yet." in page
        for words in ("Yes", "No", "In progress", "Does not apply", "Not known yet", "Runs once."):
            assert words in page
        assert "Decide the risk" not in page

    def test_costs_no_more_with_more_answers(
        self, initiative, answered, cast, client_of, django_assert_max_num_queries
    ):
        client = client_of(cast.cio)
        with django_assert_max_num_queries(35):
            client.get(f"/initiatives/{answered.pk}/")

    def test_the_lead_is_not_offered_the_decision(self, answered, cast, client_of):
        page = client_of(cast.delivery_lead).get(f"/initiatives/{answered.pk}/").content.decode()
        assert "Decide the risk" not in page
        assert f"/guardrails/{answered.pk}/appeal/" in page


class TestRegister:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("risk=high", True),
            ("risk=unknown", False),
            ("appeal=no", True),
            ("appeal=unknown", False),
            ("impact_assessment=unknown", True),
            ("impact_assessment=no", False),
            ("monitoring=not_applicable", True),
            ("touches=rights", True),
            ("touches=unknown", False),
            ("touches=neither", False),
            ("stage=idea", True),
            ("sort=-risk", True),
        ],
    )
    def test_can_be_narrowed(self, answered, cast, client_of, query, found):
        page = client_of(cast.employee).get(f"/guardrails/?{query}").content.decode()
        assert ("Invoice reader" in page) == found

    def test_one_nobody_was_asked_about_is_unknown(self, initiative, cast, client_of):
        for query, found in (("risk=unknown", True), ("appeal=no", False), ("appeal=unknown", True)):
            assert ("Invoice reader" in client_of(cast.cio).get(f"/guardrails/?{query}").content.decode()) == found

    def test_keeps_what_is_limited_from_others(self, secret, cast, client_of):
        assert "Quiet takeover" not in client_of(cast.employee).get("/guardrails/").content.decode()
        assert "Quiet takeover" in client_of(cast.cfo).get("/guardrails/").content.decode()

    def test_comes_as_a_file_with_each_answer_in_words(self, answered, cast, client_of):
        file = b"".join(client_of(cast.cio).get("/guardrails/?format=csv").streaming_content).decode()
        row = file.splitlines()[1]
        assert row.count("Not known yet") == 4 + len(FURTHER)
        assert all(words in row for words in (",No,", ",Yes,", "Does not apply", "In progress"))

    def test_filters_the_list_of_initiatives_too(self, answered, cast, client_of):
        assert "Invoice reader" in client_of(cast.cio).get("/initiatives/?risk=high").content.decode()
        assert "Invoice reader" not in client_of(cast.cio).get("/initiatives/?risk=minimal").content.decode()

    def test_sends_the_stranger_to_sign_in(self, client_of):
        assert "/account/login/" in client_of(None).get("/guardrails/")["Location"]


class TestForms:
    def test_risk(self, initiative, cast, client_of):
        url = f"/guardrails/{initiative.pk}/risk/"
        client = client_of(cast.department_head)
        assert client.get(url).status_code == 200
        values = {"risk": "high", "rights": "yes", "safety": "", "reason": "Money", "version": 0}
        assert client.post(url, values).status_code == 302
        found = RiskClass.objects.get()
        assert (found.risk, found.rights_impacting, found.safety_impacting) == ("high", True, None)
        assert client_of(cast.delivery_lead).get(url).status_code == 403
        assert client_of(cast.employee).get(url).status_code == 403
        assert "/account/login/" in client_of(None).get(url)["Location"]

    def test_risk_tells_the_second(self, initiative, cast, client_of):
        url = f"/guardrails/{initiative.pk}/risk/"
        writes.set_risk(initiative=initiative, risk="limited", by=cast.cio, at=AT)
        writes.set_risk(initiative=initiative, risk="high", rights_impacting=True, by=cast.cio, at=AT)
        values = {"risk": "limited", "rights": "", "safety": "no", "reason": "Mine", "version": 1}
        response = client_of(cast.office).post(url, values)
        page = response.content.decode()
        assert response.status_code == 409
        assert "Mine" in page
        assert "Ida Byte changed the risk class" in page
        merged = {**values, "version": 2}
        assert client_of(cast.office).post(url, merged).status_code == 302

    def test_answer(self, initiative, cast, client_of):
        url = f"/guardrails/{initiative.pk}/appeal/"
        client = client_of(cast.delivery_lead)
        assert client.get(url).status_code == 200
        bad = client.post(url, {"answer": "yes", "version": 0})
        assert bad.status_code == 422
        assert "a yes without a day" in bad.content.decode()
        bad = client.post(url, {"answer": "not_applicable", "version": 0})
        assert "Say why it does not apply" in bad.content.decode()
        assert client.post(url, {"answer": "yes", "date": "2026-05-01", "version": 0}).status_code == 302
        assert Evidence.objects.get().answer == "yes"
        assert client_of(cast.employee).get(url).status_code == 403
        assert client.get(f"/guardrails/{initiative.pk}/luck/").status_code == 404

    def test_do_not_betray_what_is_limited(self, secret, cast, client_of):
        for place in ("risk", "appeal"):
            assert client_of(cast.marketer).get(f"/guardrails/{secret.pk}/{place}/").status_code == 404


class TestApi:
    def test_shows_and_changes(self, initiative, cast, client_of):
        client, place = client_of(cast.cio), f"/api/v1/initiatives/{initiative.pk}/guardrails"
        empty = client.get(place).json()
        assert (empty["risk"], empty["needs_evidence"], empty["tally"]["unknown"]) == ("unknown", None, 8)
        body = {"version": 0, "risk": "high", "rights_impacting": None, "safety_impacting": True}
        done = client.put(f"{place}/risk", body, content_type="application/json")
        assert (done.status_code, done.json()["safety_impacting"]) == (200, True)
        body = {"version": 0, "answer": "not_applicable"}
        bad = client.put(f"{place}/answers/appeal", body, content_type="application/json")
        assert (bad.status_code, list(bad.json()["fields"])) == (409, ["reason"])
        body |= {"reason": "Nobody is decided upon."}
        good = client.put(f"{place}/answers/appeal", body, content_type="application/json").json()
        assert (good["tally"]["not_applicable"], good["tally"]["no"]) == (1, 0)
        stale = client.put(f"{place}/answers/appeal", body | {"answer": "no"}, content_type="application/json")
        assert (stale.status_code, stale.json()["current_version"]) == (409, 1)

    def test_lists(self, initiative, secret, cast, client_of):
        assert client_of(cast.employee).get("/api/v1/guardrails").json()["count"] == 1
        assert client_of(cast.cfo).get("/api/v1/guardrails?risk=unknown").json()["count"] == 2
        questions = client_of(cast.employee).get("/api/v1/guardrails/questions").json()
        assert sum(one["is_required"] for one in questions) == 8
        assert len(questions) == 8 + len(FURTHER)
        assert client_of(None).get("/api/v1/guardrails").status_code == 401

    def test_refuses_others(self, initiative, secret, cast, client_of):
        body = {"version": 0, "risk": "high"}
        put = client_of(cast.employee).put
        place = "/api/v1/initiatives/{}/guardrails/risk"
        assert put(place.format(initiative.pk), body, content_type="application/json").status_code == 403
        assert put(place.format(secret.pk), body, content_type="application/json").status_code == 404


def test_evidence_of_a_limited_initiative_stays_unnamed(secret, cast):
    from accord.apps.ui.reads import titles
    from accord.apps.ui.rules import Ref

    one = writes.answer_question(initiative=secret, question="appeal", answer="no", by=cast.office, at=AT)
    refs = [Ref("guardrails.evidence", one.pk), Ref("initiatives.initiative", secret.pk)]
    assert titles(viewer=cast.employee, refs=refs) == {}
    assert titles(viewer=cast.cfo, refs=refs)[refs[0]][0] == "“Appeal” for Quiet takeover"
