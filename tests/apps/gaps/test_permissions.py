"""Who sees which gaps, wherever they show: list, page, sheet, file, API, titles, agendas."""

import pytest

from accord.apps.gaps import reads
from accord.apps.gaps.permissions import signing_side, visible_to
from accord.apps.initiatives import writes as initiatives
from accord.apps.people.models import Department
from accord.apps.people.rules import Side
from accord.apps.readings.rules import SIDE_NUMBERS
from accord.apps.ui.rules import Ref
from tests.apps.gaps.conftest import AT

pytestmark = pytest.mark.django_db
ALL = {"organisation", "marketing", "operations", "initiative", "side"}


@pytest.fixture
def gaps(gap_of, cast):
    """One gap of each kind; those of departments belong to nobody of the cast but the heads."""
    nobody = {"business_owner": None, "it_owner": None}
    one = initiatives.add_initiative(
        title="Quiet takeover", department_id=cast.operations.pk, sponsor_id=cast.marketer.pk,
        lead_id=cast.delivery_lead.pk, visibility="limited", by=cast.office, at=AT,
    )  # fmt: skip
    return {
        "organisation": gap_of(**nobody),
        "marketing": gap_of("department", cast.marketing.pk, **nobody),
        "operations": gap_of("department", cast.operations.pk, **nobody),
        "initiative": gap_of("initiative", one.pk, practice="P33", **nobody),
        "side": gap_of("side", SIDE_NUMBERS["it"], practice="P08.calibration", **nobody),
    }


SEES = {
    "cio": ALL,
    "cfo": ALL,
    "chro": ALL,
    "office": ALL,
    "administrator": ALL,
    "ceo": ALL,  # heads the board above all departments
    "department_head": {"organisation", "side", "marketing"},
    "operations_head": {"organisation", "side", "operations", "initiative"},
    "delivery_lead": {"operations", "initiative"},  # leads the initiative in operations
    "marketer": {"initiative"},  # sponsors it, has no role
    "employee": set(),
}


@pytest.mark.parametrize("name", SEES)
def test_each_role_sees_its_own(name, gaps, cast):
    seen = set(visible_to(getattr(cast, name)))
    assert {kind for kind, gap in gaps.items() if gap in seen} == SEES[name]


def test_an_owner_sees_a_gap_whatever_the_role(gaps, cast):
    gaps["marketing"].it_owner = cast.employee
    gaps["marketing"].save()
    assert set(visible_to(cast.employee)) == {gaps["marketing"]}


def test_a_delivery_lead_sees_the_departments_above_the_work(gap_of, cast):
    team = Department.objects.create(name="Plant 7", side=Side.BUSINESS, parent=cast.operations)
    initiatives.add_initiative(
        title="Scheduler", department_id=team.pk, lead_id=cast.delivery_lead.pk, by=cast.office, at=AT
    )
    above = gap_of("department", cast.operations.pk)
    gap_of("department", cast.marketing.pk)
    assert set(visible_to(cast.delivery_lead)) == {above}


@pytest.mark.one_database  # what each role sees is asked of both above; here, that all places ask the same
@pytest.mark.parametrize("name", SEES)
def test_the_same_everywhere(name, gaps, cast, client_of):
    viewer, client = getattr(cast, name), client_of(getattr(cast, name))
    listed = client.get("/out-of-step/").content.decode()
    items = [item["id"] for item in client.get("/api/v1/gaps").json()["items"]]
    shown = {
        kind: [
            client.get(f"/gaps/{gap.pk}/").status_code == 200,
            client.get(f"/api/v1/gaps/{gap.pk}").status_code == 200,
            gap.pk in reads.gap_titles(viewer=viewer, ids=[gap.pk]),
            Ref("gaps.gap", gap.pk) in reads.topic_evidence(viewer=viewer, refs=[Ref("gaps.gap", gap.pk)]),
            f"/gaps/{gap.pk}/" in listed,
            gap.pk in items,
        ]
        for kind, gap in gaps.items()
    }
    assert shown == {kind: [kind in SEES[name]] * 6 for kind in gaps}


@pytest.mark.parametrize("address", ["/out-of-step/sheet/", "/out-of-step/?format=csv"])
def test_sheet_and_file_show_no_more(address, gaps, cast, client_of):
    def text(person):
        answer = client_of(person).get(address)
        return b"".join(answer).decode()

    assert "Quiet takeover" in text(cast.cio)
    assert "Quiet takeover" not in text(cast.department_head)
    assert "Marketing: " in text(cast.department_head)
    assert "Marketing: " not in text(cast.operations_head)


def test_what_is_not_there_and_what_is_not_open_look_the_same(gaps, cast, client_of):
    client = client_of(cast.employee)
    closed, absent = client.get(f"/gaps/{gaps['marketing'].pk}/"), client.get("/gaps/999999/")
    assert (closed.status_code, absent.status_code) == (404, 404)


@pytest.mark.parametrize("address", ["/out-of-step/", "/out-of-step/sheet/", "/gaps/1/", "/gaps/1/agenda/"])
def test_the_stranger_is_sent_to_sign_in(address, client_of, db):
    assert "/account/login/" in client_of(None).get(address)["Location"]


def test_each_owner_signs_for_the_own_side(gap_of, cast):
    gap = gap_of()
    assert signing_side(cast.department_head, gap) == "business"
    assert signing_side(cast.cio, gap) == "it"
    assert signing_side(cast.office, gap) == ""
