"""Who is of finance, through every door: where people work and what they head decide; amounts of books to the cent."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from accord.apps.batches import writes as batches
from accord.apps.people.models import Department, Person
from accord.apps.people.rules import Side
from accord.apps.ui.rules import NotFound
from accord.apps.value import permissions
from accord.apps.value.models import Posting
from tests.apps.value.conftest import AT

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TODAY = date(2026, 6, 3)
BOOKS = (
    "Einzelposten;;;;;;;\nBuchungsdatum;Belegnummer;Position;Projekt;Buchungstext;Soll;Haben;Währung\n"
    "04.05.2026;51;1;Invoice reader;Lizenzen für Mai;1.234,56;;EUR\n04.05.2026;51;2;Invoice reader;Rundung;0,01;;EUR\n"
    "05.05.2026;52;1;Invoice reader;Gutschrift Müller;;234,57;EUR\nSumme;;;;;1.234,57;234,57;\n"
).encode("cp1252")
SIGNED = (
    b"Posting date;Document no;Project;Amount;S/H;Currency\n04.05.2026;61;Invoice reader;1.234,56;S;EUR\n"
    b"05.05.2026;62;Invoice reader;234,56;H;EUR\n06.05.2026;63;Invoice reader;1.000,10-;;EUR\n"
)


@pytest.fixture
def people(cast):
    """A clerk of a unit below finance, and somebody of marketing who heads such a unit."""
    unit = Department.objects.create(name="Controlling", side=Side.FINANCE, parent=cast.finance, head=cast.marketer)
    clerk = Person.objects.create(name="Carl Clerk", email="clerk@example.org", department=unit, roles=["employee"])
    return {"clerk": clerk, "head": cast.marketer, "cfo": cast.cfo}


def bring(path, data, by):
    path.write_bytes(data)
    batch = batches.stage(path=path, name=path.name, target="postings", as_of=TODAY, by=by, at=AT)
    return batches.check_rows(batch_id=batch.pk, by=by, at=AT)


@pytest.mark.parametrize("who", ["clerk", "head", "cfo"])
def test_people_of_finance_come_through_its_doors(people, client_of, initiative, who):
    client = client_of(people[who])
    for name in ("value:ledger", "value:postings", "value:post", "value:months", "value:add_rate", "batches:new_batch"):
        assert client.get(reverse(name)).status_code == 200, name
    assert client.get(reverse("value:initiative", args=[initiative.pk])).status_code == 200
    assert reverse("value:ledger") in client.get("/").content.decode()
    assert permissions.heads_finance(people[who]) == (who != "clerk")


def test_others_stay_outside_by_page_and_by_api(cast, people, client_of, initiative, tmp_path):
    batch = bring(tmp_path / "books.csv", BOOKS, people["clerk"])
    client = client_of(cast.employee)
    for name in ("value:post", "value:add_rate", "batches:new_batch", "batches:batches", "batches:lists"):
        assert client.get(reverse(name)).status_code == 403, name
    assert client.get(reverse("batches:rows", args=[batch.pk])).status_code == 403
    assert client.get(reverse("value:initiative", args=[initiative.pk])).status_code == 404
    assert client.get(f"/api/v1/initiatives/{initiative.pk}/ledger").status_code in {403, 404}
    lead = client_of(cast.delivery_lead)  # may bring series, nothing else
    assert lead.get(reverse("batches:rows", args=[batch.pk])).status_code == 404
    with pytest.raises(NotFound):
        batches.commit(batch_id=batch.pk, by=cast.delivery_lead, at=AT)


@pytest.mark.parametrize(
    ("data", "amounts"),
    [(BOOKS, {"51 1": "1234.56", "51 2": "0.01", "52 1": "-234.57"}),
     (SIGNED, {"61": "1234.56", "62": "-234.56", "63": "-1000.10"})],
)  # fmt: skip
def test_books_are_read_to_the_cent_written_and_taken_back(people, initiative, tmp_path, data, amounts):
    batch = bring(tmp_path / "books.csv", data, people["clerk"])
    assert batch.result["verdicts"]["new"] == 3
    batches.commit(batch_id=batch.pk, by=people["clerk"], at=AT)
    kept = dict(Posting.objects.filter(removed_at=None).values_list("posting_id", "amount"))
    assert kept == {number: Decimal(amount) for number, amount in amounts.items()}
    batches.take_back(batch_id=batch.pk, by=people["head"], at=AT)
    assert not Posting.objects.filter(removed_at=None).exists()
