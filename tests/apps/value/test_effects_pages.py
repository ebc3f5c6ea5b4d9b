"""From a file of 39 states to what finance signs, through the pages; and who stays outside."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accord.apps.batches import writes as batches
from accord.apps.batches.models import Batch
from accord.apps.jobs.models import Job
from accord.apps.value import writes
from accord.apps.value.jobs.effects import run_study
from accord.apps.value.models import Claim, Credit, Series, Study

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
CALIFORNIA = "California"
DIFFERENCE = -27.349  # Proposition 99, difference in differences against the average of all 38 other states
CSV = "Month;North;South\n2025-01;1;2\n2025-02;1.5;2.5\n"


@pytest.fixture
def states(cast, data_dir, client_of):
    """The published data of Proposition 99, brought as the file it is published as."""
    data = (data_dir / "prop99" / "california_prop99.csv").read_bytes()
    bring(client_of(cast.office), {"file": SimpleUploadedFile("california_prop99.csv", data)})
    Series.objects.update(unit="packs")
    return {one.title: one for one in Series.objects.all()}


def bring(client, sent):
    """Bring a table of series: look at the preview, then write it."""
    looked = client.post(reverse("value:several_series"), sent)
    assert looked.status_code == 302, looked.context["form"].errors
    assert client.get(looked["Location"]).status_code == 200
    batch = Batch.objects.latest("pk")
    batches.commit(batch_id=batch.pk, by=batch.created_by, at=AT)  # the page leaves it to a job


def claimed(cast, client_of, initiative, series):
    """Claim California through the form."""
    sent = {
        "moved": f"series:{series.pk}", "direction": "down", "from_date": "1989-01-01", "rhythm": "yearly",
        "why_then": "The law came into force.", "promised_change": "20", "unit_amount": "2.5", "currency": "usd",
    }  # fmt: skip
    made = client_of(cast.delivery_lead).post(reverse("value:make_claim", args=[initiative.pk]), sent)
    assert made.status_code == 302, made.context["form"].errors
    return Claim.objects.get()


@pytest.mark.one_database
class TestProp99:
    def test_goes_from_the_published_file_to_what_finance_signs(self, cast, client_of, initiative, states):
        assert len(states) == 39
        claim = claimed(cast, client_of, initiative, states[CALIFORNIA])
        lead, cfo = client_of(cast.delivery_lead), client_of(cast.cfo)
        donors = [one.pk for name, one in states.items() if name != CALIFORNIA]
        lead.post(reverse("value:comparisons", args=[initiative.pk, claim.pk]),
                  {"units": donors, "why": "No such law.", "version": 1})  # fmt: skip

        asked = lead.post(reverse("value:studying", args=[initiative.pk, claim.pk]))  # large: a job does it
        job = Job.objects.get(kind="value.study")
        assert f"/jobs/{job.pk}/" in asked["Location"]
        if not Study.objects.exists():
            run_study(type("Run", (), {"by_id": cast.delivery_lead.pk, "at": AT, "arguments": job.arguments})())

        study = Study.objects.get()
        said = {one["method"]: one for one in study.results}
        assert said["differences"]["estimate"] == pytest.approx(DIFFERENCE, abs=5e-4)
        assert (said["differences"]["n_before"], said["differences"]["n_after"]) == (19, 12)
        answered = [one for one in study.results if one["status"] == "ok"]
        assert len(answered) >= 4
        assert all(one["estimate"] < 0 for one in answered)  # fewer packs, whichever way one looks
        assert (study.periods, study.rhythm) == (12, "yearly")
        assert study.estimate > 0  # in the wanted direction

        page = cfo.get(reverse("value:effects", args=[initiative.pk]))
        assert page.status_code == 200
        text = page.content.decode()
        assert "Grade" in text
        whole = cfo.get(reverse("value:study", args=[initiative.pk, study.pk]))
        assert "packs" in whole.content.decode()
        rows = cfo.get(reverse("value:study_rows", args=[initiative.pk, study.pk, "differences"]), {"format": "csv"})
        lines = b"".join(rows.streaming_content).decode("utf-8-sig").splitlines()
        last = [float(line.split(",")[6]) for line in lines[1:] if "since it began" in line]
        assert sum(last) / 12 == pytest.approx(DIFFERENCE, abs=5e-4)

        signed = cfo.post(reverse("value:credit", args=[initiative.pk, claim.pk]),
                          {"share": "70", "reason": "Prices rose, too.", "study": study.pk})  # fmt: skip
        assert signed.status_code == 302, signed.context["form"].errors
        assert Credit.objects.get().share == Decimal("0.700")

    def test_says_again_that_nothing_has_changed(self, cast, client_of, initiative, states):
        claim = claimed(cast, client_of, initiative, states[CALIFORNIA])
        lead = client_of(cast.delivery_lead)
        lead.post(reverse("value:studying", args=[initiative.pk, claim.pk]))  # alone it is small: at once

        again = lead.post(reverse("value:studying", args=[initiative.pk, claim.pk]))

        assert Study.objects.count() == 1
        assert again.status_code == 409
        assert "Nothing has changed" in lead.get(reverse("value:effects", args=[initiative.pk])).content.decode()


class TestSeriesPages:
    def test_brings_pasted_columns_after_a_look_at_them(self, cast, client_of, initiative):
        office = client_of(cast.delivery_lead)
        assert office.post(reverse("value:several_series"), {"text": " "}).status_code == 422
        assert office.post(reverse("value:several_series"), {"text": "Month;North\n"}).status_code == 422

        bring(office, {"text": CSV})
        bring(office, {"text": "Month;North\n2025-02;1.75\n2025-03;2\n2025-04;x\n"})

        north = Series.objects.get(title="North")
        assert list(north.points.values_list("value", flat=True)) == [1.0, 1.75, 2.0]
        listed = office.get(reverse("value:series"), {"format": "csv"})
        assert b"North" in b"".join(listed.streaming_content)
        values = office.get(reverse("value:one_series", args=[north.pk]), {"format": "csv"})
        assert b"2025-03-01,2" in b"".join(values.streaming_content)

    def test_keeps_what_was_typed_when_somebody_was_faster(self, cast, client_of):
        one = writes.add_series(title="North", points=[(date(2025, 1, 1), 1.0)], by=cast.office, at=AT)
        office = client_of(cast.office)
        writes.edit_series(series_id=one.pk, values={"unit": "%"}, by=cast.cfo, at=AT)

        page = office.post(reverse("value:points", args=[one.pk]), {"text": "2025-01-01; 9", "version": 1})

        assert page.status_code == 409
        assert "2025-01-01; 9" in page.content.decode()
        assert office.get(reverse("value:one_series", args=[one.pk])).status_code == 200


class TestDoors:
    def test_shows_money_only_to_those_it_concerns(self, cast, client_of, initiative):
        address = reverse("value:effects", args=[initiative.pk])
        assert client_of(None).get(address).status_code == 302
        assert client_of(cast.marketer).get(address).status_code == 404
        assert client_of(cast.cfo).get(address).status_code == 200
        assert client_of(cast.department_head).get(address).status_code == 200
        assert client_of(cast.marketer).get(reverse("value:add_series")).status_code in {403, 404}
        for name in ("value:series", "value:double"):
            assert client_of(cast.marketer).get(reverse(name)).status_code == 200

    def test_speaks_json_as_it_speaks_pages(self, cast, client_of, initiative):
        office, cfo = client_of(cast.office), client_of(cast.cfo)
        body = {"title": "North", "points": [{"date": "2025-01-01", "value": 1.5}]}
        made = office.post("/api/v1/series", body, content_type="application/json")
        assert made.status_code == 201, made.content
        claim = office.post(
            f"/api/v1/initiatives/{initiative.pk}/claims",
            {"series_id": made.json()["id"], "from_date": "2025-06-01", "unit_amount": "12.50", "currency": "EUR"},
            content_type="application/json",
        )
        assert claim.status_code == 201, claim.content
        studied = office.post(f"/api/v1/claims/{claim.json()['id']}/studies", content_type="application/json").json()
        assert (studied["study"]["headline"][:12], studied["credit"]) == ("There is too", None)
        refused = office.put(
            f"/api/v1/claims/{claim.json()['id']}/credit",
            {"study_id": studied["study"]["id"], "share": 0, "reason": "Nothing to see."},
            content_type="application/json",
        )
        assert refused.status_code == 403
        signed = cfo.put(
            f"/api/v1/claims/{claim.json()['id']}/credit",
            {"study_id": studied["study"]["id"], "share": 0, "reason": "Nothing to see."},
            content_type="application/json",
        )
        assert signed.json()["credit"]["signed_by"] == cast.cfo.name
        assert cfo.get("/api/v1/double-counts").json() == {"items": [], "count": 0}
