"""Mappings that are remembered: recognised, proposed, corrected, exported and brought."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accord.apps.batches import writes
from accord.apps.batches.models import Batch, Profile
from accord.apps.batches.reads.profiles import likely_profiles, profile_file
from accord.apps.batches.rules.plans import ColumnPlan, Plan
from accord.apps.batches.rules.profiles import NoMapping, agreement, from_text
from accord.apps.ui.rules import Refused
from tests.apps.batches.conftest import AS_OF, AT
from tests.cast import Cast

pytestmark = pytest.mark.one_database

Stage = Callable[..., Batch]
ClientOf = Callable[[Any], Client]
HEADERS = "Unit,Stands on,Note,Date opened,Place\n"
FILE = HEADERS + "Alpha,Moon,x,3/4/2020,1st floor\n"


@pytest.fixture
def kept(cast: Cast, staged: Stage) -> Profile:
    """Remember a mapping with everything a person can say."""
    batch = staged(FILE)
    plan = Plan.from_json(batch.plan)
    plan = plan.with_column(1, to="side", values={"moon": "it"}, confidence=1.0).with_column(
        3, day_first=True, fiscal_month=3
    )
    plan = plan.with_column(2, replace={"x": "y"}).with_column(4, to="group", parts=("", ""), separator=";")
    writes.save_plan(batch_id=batch.pk, plan=plan, as_of=AS_OF, by=cast.office, at=AT)
    return writes.keep_profile(batch_id=batch.pk, name="  Units  of the year ", by=cast.office, at=AT)


class TestRecognised:
    def test_the_same_headers_are_mapped_the_same_way(self, kept: Profile, staged: Stage) -> None:
        again = staged(HEADERS.upper() + "Beta,Moon,x,5/4/2021,\n")

        assert again.profile_name == "Units of the year"
        assert again.plan == kept.plan
        assert again.rows.get().values == {"title": "Beta", "side": "it", "opened": "2021-04-05"}

    def test_nearly_the_same_headers_are_proposed_and_not_taken(
        self, kept: Profile, cast: Cast, staged: Stage, client_of: ClientOf
    ) -> None:
        other = staged("Unit,Stands on,Note,Date opened,Site\nBeta,Moon,x,5/4/2021,here\n")

        assert other.profile_name == ""
        assert [(one.name, one.same, one.of) for one in likely_profiles(viewer=cast.office, batch_id=other.pk)] == [
            ("Units of the year", 4, 5)
        ]
        client = client_of(cast.office)
        assert "4 of 5 headers" in client.get(reverse("batches:columns", args=[other.pk])).content.decode()
        client.post(reverse("batches:use_mapping", args=[other.pk]), {"profile": str(kept.pk)})
        other.refresh_from_db()
        assert other.profile_name == "Units of the year"
        assert other.plan[1]["values"] == {"moon": "it"}
        assert other.plan[4]["to"] == "extra"

    def test_fewer_than_four_of_five_are_another_file(self, kept: Profile, cast: Cast, staged: Stage) -> None:
        other = staged("Unit,Stands on,Note,Began,Site\nBeta,Moon,x,5/4/2021,here\n")

        assert likely_profiles(viewer=cast.office, batch_id=other.pk) == []
        assert agreement(["a", "b", "c", "d"], ["A ", "b", "c", "d", "e"]) == 0.8
        assert agreement([], []) == 0.0


class TestFile:
    def test_goes_out_and_comes_in_as_it_was(self, kept: Profile, cast: Cast) -> None:
        _name, text = profile_file(viewer=cast.office, profile_id=kept.pk)
        before = (kept.name, kept.headers, kept.plan, kept.fingerprint, kept.choices)

        with pytest.raises(Refused, match="already"):
            writes.bring_profile(content=text.encode(), by=cast.office, at=AT)
        writes.remove_profile(profile_id=kept.pk, by=cast.office, at=AT)
        back = writes.bring_profile(content=text.encode(), by=cast.office, at=AT + timedelta(days=1))

        assert (back.name, back.headers, back.plan, back.fingerprint, back.choices) == before

    def test_is_refused_with_the_cause(self, cast: Cast) -> None:
        cases: list[tuple[dict[str, Any], str]] = [
            ({"kind": "other"}, "holds no mapping"),
            ({"version": 7}, "another version"),
            ({"name": ""}, "no name"),
            ({"target": "nothing"}, "not installed"),
            ({"columns": []}, "no columns"),
            ({"columns": [{"to": "title"}]}, "Column 1 has no header"),
            ({"columns": [{"header": "A", "to": "title", "unit": "many"}]}, "“unit” cannot be read"),
            ({"columns": [{"header": "A", "to": "title", "currency": "pounds"}]}, "“A”: Something"),
            ({"columns": [{"header": "A", "to": "nowhere"}]}, "“A”: There is no such field"),
            ({"columns": [{"header": "A", "to": "extra"}]}, "Say which column holds"),
        ]  # fmt: skip
        good = {
            "kind": "accord.mapping", "version": 1, "name": "N", "target": "units",
            "columns": [{"header": "A", "to": "title"}],
        }  # fmt: skip
        for change, words in cases:
            with pytest.raises(Refused, match=words):
                writes.bring_profile(content=json.dumps({**good, **change}).encode(), by=cast.office, at=AT)
            assert not Profile.objects.exists()

    def test_is_no_crash_whatever_it_holds(self, cast: Cast) -> None:
        for content in [b"", b"\xff\xfe", b"[1]", b"{", b"[" * 9_000, b'{"kind": NaN}']:  # fmt: skip
            with pytest.raises(Refused):
                writes.bring_profile(content=content, by=cast.office, at=AT)
            with pytest.raises(NoMapping):
                from_text(content.decode("latin-1"))


class TestPages:
    def test_lists_shows_corrects_renames_exports_and_forgets(
        self, kept: Profile, cast: Cast, client_of: ClientOf
    ) -> None:
        client, one = client_of(cast.office), reverse("batches:mapping", args=[kept.pk])

        assert "Units of the year" in client.get(reverse("batches:mappings")).content.decode()
        file_of_all: Any = client.get(reverse("batches:mappings"), {"format": "csv"})
        listed = b"".join(file_of_all.streaming_content)
        assert b"Units of the year,Departments,5,4," in listed
        assert "Day first" in client.get(one).content.decode()
        client.post(one, {"to-2": "leave_out"})
        client.post(reverse("batches:name_mapping", args=[kept.pk]), {"name": "Departments"})
        kept.refresh_from_db()
        assert (kept.name, kept.plan[2]["to"], kept.plan[2]["replace"]) == ("Departments", "leave_out", {"x": "y"})
        assert client.post(one, {"to-0": "extra"}).status_code == 422
        file = client.get(reverse("batches:mapping_file", args=[kept.pk]))
        client.post(reverse("batches:remove_mapping", args=[kept.pk]))
        assert not Profile.objects.exists()
        page = client.post(
            reverse("batches:mappings"), {"file": SimpleUploadedFile("m.json", file.content, "application/json")}
        )
        assert page["Location"] == reverse("batches:mapping", args=[Profile.objects.get().pk])
        assert client.post(reverse("batches:mappings")).status_code == 422

    def test_is_for_those_who_bring_files(self, kept: Profile, cast: Cast, client_of: ClientOf) -> None:
        for name, given in (("mappings", []), ("mapping", [kept.pk]), ("mapping_file", [kept.pk])):
            assert client_of(cast.employee).get(reverse(f"batches:{name}", args=given)).status_code == 403
            assert client_of(None).get(reverse(f"batches:{name}", args=given)).status_code == 302

    def test_a_written_file_keeps_the_name_given(self, kept: Profile, cast: Cast, staged: Stage) -> None:
        again = staged(FILE)
        writes.commit(batch_id=again.pk, by=cast.office, at=AT)

        assert Profile.objects.get().name == "Units of the year"
        assert ColumnPlan.from_json(Profile.objects.get().plan[3]).fiscal_month == 3
