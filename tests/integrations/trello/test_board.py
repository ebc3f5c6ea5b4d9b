"""Boards as portfolios: every card a row, nothing of it lost, and the board's next state found again."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.apps.batches import reads, writes
from accord.apps.batches.models import Batch, Row
from accord.apps.batches.rules.choices import Choices
from accord.apps.initiatives.models import Initiative
from accord.apps.ui.rules import Refused
from accord.integrations.trello.board import made_on
from accord.integrations.trello.reader import open_grid, suits
from tests.cast import Cast

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
AS_OF = date(2022, 12, 10)
BOARD: dict[str, Any] = {
    "id": "63792cd280232800fa06fe65", "name": "Work", "desc": "",
    "lists": [{"id": "b", "name": "DOING ⚙️", "pos": 2}, {"id": "a", "name": "TODO 📚", "pos": 1, "closed": True}],
    "members": [{"id": "m1", "fullName": "Ada", "username": "ada1"}, {"id": "m2", "fullName": "Ada", "username": "ada2"},
                {"id": "m3", "fullName": "Bo"}],
    "labels": [{"id": "l1", "name": "", "color": "red"}, {"id": "l2", "name": "UX", "color": "blue"}],
    "customFields": [{"id": "f1", "name": "Size", "options": [{"id": "o1", "value": {"text": "Large"}}]},
                     {"id": "f2", "name": "Name"}, {"id": "f3", "name": "Ready"}],
    "checklists": [{"idCard": "5581999e154c75482b514e90", "name": "Steps", "checkItems": [
        {"name": "second", "pos": 2, "state": "complete"}, {"name": "first", "pos": 1, "state": "incomplete"}]}],
    "cards": [
        {"id": "5581999e154c75482b514e90", "name": "Second", "idList": "b", "pos": 1, "idMembers": ["m1", "m3"],
         "idLabels": ["l1", "l2"], "due": "2022-12-10T12:00:00.000Z", "dueComplete": True, "shortUrl": "https://trello.com/c/1",
         "desc": "=1+1\ud800\u0000", "dateLastActivity": "2022-11-19T19:21:54.813Z",
         "customFieldItems": [{"idCustomField": "f1", "idValue": "o1"}, {"idCustomField": "f2", "value": {"number": "3"}},
                              {"idCustomField": "f3", "value": {"checked": "true"}}]},
        {"id": "zz", "name": "First", "idList": "a", "pos": 9, "closed": True},
    ],
    "actions": [
        {"type": "commentCard", "date": "2022-12-02T10:00:00Z", "idMemberCreator": "m3",
         "data": {"text": "later", "card": {"id": "zz"}}},
        {"type": "commentCard", "date": "2022-12-01T10:00:00Z", "memberCreator": {"fullName": "Gone"},
         "data": {"text": "sooner", "card": {"id": "zz"}}},
        {"type": "updateCard", "date": "2022-12-03T10:00:00Z",
         "data": {"listBefore": {}, "listAfter": {}, "card": {"id": "zz"}}},
    ],
}  # fmt: skip


def _file(path: Path, board: Any) -> Path:
    path.write_text(json.dumps(board), encoding="ascii")
    return path


def _rows(path: Path) -> list[dict[str, str]]:
    records = list(open_grid(path, Choices()).records())
    return [dict(zip(records[0][1], cells, strict=True)) for _place, cells in records[1:]]


@pytest.mark.one_database
class TestReading:
    def test_gives_every_card_with_what_stands_on_it(self, tmp_path: Path) -> None:
        path = _file(tmp_path / "b.json", BOARD)
        first, second = _rows(path)
        assert suits(path.name, path.read_bytes()[:4096])
        assert (first["Name"], first["List"], first["Archived"], first["List archived"]) == (
            "First",
            "TODO 📚",
            "yes",
            "yes",
        )
        assert first["Comments"] == "2022-12-01 Gone: sooner\n2022-12-02 Bo: later"
        assert (first["In this list since"], first["Created on"], first["Checklist items"]) == ("2022-12-03", "", "")
        assert second["Description"] == "=1+1\ufffd\ufffd"
        assert (second["Members"], second["Labels"]) == ("Ada (ada1), Bo", "red, UX")
        assert (second["Due date"], second["Due date met"]) == ("2022-12-10", "yes")
        assert second["Checklists"] == "Steps:\n[ ] first\n[x] second"
        assert (second["Checklist items"], second["Checklist items done"]) == ("2", "1")
        assert (second["Size"], second["Name (custom field)"], second["Ready"]) == ("Large", "3", "true")
        assert (second["Created on"], second["Last activity"]) == ("2015-06-17", "2022-11-19")

    def test_reads_the_day_of_creation_from_the_id(self) -> None:
        assert made_on("5581995e154c75482b514e90") == "2015-06-17"  # 0x5581995e seconds after 1970
        assert made_on("ffffffffffffffffffffffff") == ""

    @pytest.mark.parametrize(
        ("folder", "name", "counts"),
        [
            ("trello-sample", "sample-board-export.json",
             {"cards": 10, "cards_archived": 1, "lists": 5, "lists_archived": 1, "labels": 8, "checklists": 4, "items": 12,
              "items_done": 7, "actions": 31}),
            ("agile-programme-nebula", "trello.json",
             {"cards": 119, "cards_archived": 2, "lists": 15, "members": 44, "checklists": 16, "items": 96,
              "items_done": 2, "actions": 383, "moves": 26}),
        ],
    )  # fmt: skip
    def test_counts_a_real_board_right(self, data_dir: Path, folder: str, name: str, counts: dict[str, int]) -> None:
        path = data_dir / folder / name
        assert suits(name, path.read_bytes()[:4096])
        grid = open_grid(path, Choices())
        assert counts.items() <= dict(grid.notes)["board"].items()
        rows = _rows(path)
        assert len(rows) == len({row["Card ID"] for row in rows}) == counts["cards"]
        assert sum(int(row["Checklist items"] or 0) for row in rows) == counts["items"]
        assert sum(int(row["Checklist items done"] or 0) for row in rows) == counts["items_done"]
        assert sum(row["Archived"] == "yes" for row in rows) == counts["cards_archived"]
        if folder == "trello-sample":
            assert not any(row["Due date"] for row in rows)
        else:
            lists = [row["List"] for row in rows]
            assert {name: lists.count(name) for name in ("User stories", "Criteria", "Ideas")} == {
                "User stories": 36, "Criteria": 22, "Ideas": 15,
            }  # fmt: skip
            assert sum("Playbook" in name for name in lists) == 13

    @pytest.mark.parametrize(
        ("text", "said"),
        [("{", "damaged"), ("[" * 100_000, "damaged"), ('{"id": 1}', "no lists and cards"),
         ('{"lists": [], "cards": []}', "no cards")],
    )  # fmt: skip
    def test_refuses_what_is_no_board(self, tmp_path: Path, text: str, said: str) -> None:
        path = tmp_path / "b.json"
        path.write_text(text)
        with pytest.raises(Refused, match=said):
            open_grid(path, Choices())
        assert not suits("rows.json", b'[{"id": "5581995e154c75482b514e90"}]')

    @given(data=st.data())
    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    def test_never_falls_over_an_odd_board(self, tmp_path: Path, data: st.DataObject) -> None:
        odd = st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(max_size=5),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "data"]), inner),
            max_leaves=6,
        )
        board = json.loads(json.dumps(BOARD))
        for _time in range(data.draw(st.integers(1, 4))):
            holder: Any = board
            while isinstance(holder, dict | list) and holder:
                key = data.draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
                if not isinstance(holder[key], dict | list) or data.draw(st.booleans()):
                    holder[key] = data.draw(odd)
                    break
                holder = holder[key]
        cards = board["cards"] if isinstance(board["cards"], list) else []
        if isinstance(board["lists"], list) and any(isinstance(card, dict) for card in cards):
            rows = _rows(_file(tmp_path / "b.json", board))
            assert len(rows) == sum(isinstance(card, dict) for card in cards)


def _staged(path: Path, cast: Cast, as_of: date = AS_OF) -> Batch:
    batch = writes.stage(path=path, name=path.name, target="portfolio", as_of=as_of, by=cast.office, at=AT)
    return writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)


@pytest.mark.django_db
class TestAsPortfolio:
    def test_comes_in_says_same_again_and_goes(self, cast: Cast, data_dir: Path) -> None:
        path = data_dir / "trello-sample" / "sample-board-export.json"
        batch = _staged(path, cast)
        mapped = {header: column["to"] for header, column in zip(batch.headers, batch.plan, strict=True)}
        assert (mapped["Name"], mapped["Description"], mapped["List"], mapped["Card ID"]) == (
            "title", "summary", "stage", "key",
        )  # fmt: skip
        assert mapped["Due date"] == "planned_end_on"
        assert batch.result["verdicts"] == {"new": 10, "changed": 0, "same": 0, "refused": 0}
        stages = dict(Row.objects.filter(batch=batch).values_list("title", "values__stage"))
        assert stages["a card with two checklists - this could look weird in planka"] == "approved"
        assert "Archived cards are rows" in " ".join(reads.batch_view(viewer=cast.office, batch_id=batch.pk).notes)
        before = Initiative.objects.count()
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        assert Initiative.objects.count() == before + 10
        again = _staged(path, cast)
        assert again.result["verdicts"] == {"new": 0, "changed": 0, "same": 10, "refused": 0}
        writes.take_back(batch_id=batch.pk, by=cast.office, at=AT)
        assert Initiative.objects.count() == before

    def test_takes_in_every_card_of_a_real_delivery(self, cast: Cast, data_dir: Path) -> None:
        batch = _staged(data_dir / "agile-programme-nebula" / "trello.json", cast)
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        rows = Row.objects.filter(batch=batch)
        assert rows.count() == 119
        assert Initiative.objects.filter(external_key__in=rows.values("key")).count() == 119

    def test_follows_a_card_that_moved_and_was_renamed(self, cast: Cast, tmp_path: Path) -> None:
        board = json.loads(json.dumps(BOARD))
        batch = _staged(_file(tmp_path / "b.json", board), cast)
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        board["cards"][0].update(name="Second, renamed", due="2023-03-01T12:00:00.000Z")
        board["lists"][0]["name"] = "Done! 🙌🏽"
        later = _staged(_file(tmp_path / "b.json", board), cast, date(2023, 1, 10))
        row = Row.objects.get(batch=later, title="Second, renamed")
        assert row.verdict == "changed"
        assert {"title", "stage", "planned_end_on"} <= set(row.changes)
