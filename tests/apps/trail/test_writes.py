"""Recording, editing with a version, sealing and erasing."""

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from types import ModuleType

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from accord.apps.people.events import PersonAdded, PersonEdited
from accord.apps.people.models import Person
from accord.apps.trail import reads, writes
from accord.apps.trail.models import Detail, Entry, Seal
from accord.apps.trail.sockets import Happened, Listener, listeners
from accord.apps.ui.rules import EditConflict, NotFound, Ref
from tests.cast import Cast

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def _ref(person: Person) -> Ref:
    return Ref("people.person", person.pk)


def _rename(person: Person, name: str, by: Person, seen: int | None = None) -> None:
    with transaction.atomic():
        writes.edit(
            person,
            {"name": name},
            event=PersonEdited,
            subject=_ref(person),
            by=by,
            at=AT,
            seen_version=seen,
            personal={"name": person.pk},
        )


def _seal() -> int:
    return writes.seal(by=None, at=AT)


def _verify() -> reads.Verification:
    return reads.verification(viewer=None, key=settings.ACCORD_TRAIL_KEY)


class TestRecord:
    @pytest.mark.django_db(transaction=True)
    def test_refuses_outside_a_transaction(self, cast: Cast) -> None:
        with pytest.raises(RuntimeError, match="transaction"):
            writes.record(PersonAdded(subject=_ref(cast.cio)), by=cast.office, at=AT)

    def test_keeps_values_out_of_the_entry(self, cast: Cast) -> None:
        _rename(cast.employee, "Emil Sonnenschein", by=cast.office)

        entry = Entry.objects.get()
        assert "Sonnenschein" not in str([getattr(entry, field.attname) for field in Entry._meta.concrete_fields])
        assert entry.digests
        assert entry.actor_id == cast.office.pk

    def test_tells_listeners_after_commit_only_what_they_asked_for(
        self, cast: Cast, django_capture_on_commit_callbacks: type
    ) -> None:
        heard: list[Sequence[Happened]] = []
        listener = Listener(("people.person.",), heard.append)
        listeners.plug(listener)
        try:
            with django_capture_on_commit_callbacks(execute=True):
                _rename(cast.employee, "New", by=cast.office)
        finally:
            listeners.unplug(listener)

        assert [[item.code for item in batch] for batch in heard] == [["people.person.edited"]]


class TestEdit:
    def test_changes_only_what_differs_and_says_so(self, cast: Cast) -> None:
        _rename(cast.employee, "Emil Neu", by=cast.office)

        line = reads.history(viewer=cast.office, subject=_ref(cast.employee))[0]
        assert line.sentence == "Pia Office changed Emil Neu: name from “Emil Worker” to “Emil Neu”."
        assert Person.objects.get(pk=cast.employee.pk).version == 2

    def test_says_nothing_when_nothing_differs(self, cast: Cast) -> None:
        _rename(cast.employee, cast.employee.name, by=cast.office)

        assert not Entry.objects.exists()
        assert Person.objects.get(pk=cast.employee.pk).version == 1

    def test_tells_the_second_of_two_what_the_first_changed(self, cast: Cast) -> None:
        _rename(cast.employee, "First", by=cast.office, seen=1)

        with pytest.raises(EditConflict) as refusal:
            _rename(cast.employee, "Second", by=cast.administrator, seen=1)

        assert refusal.value.current_version == 2
        assert refusal.value.changes == ["Pia Office changed First: name from “Emil Worker” to “First”."]
        assert refusal.value.base == {"name": "Emil Worker"}
        assert refusal.value.theirs == {"name": "First"}

    def test_tells_links_by_title(self, cast: Cast) -> None:
        with transaction.atomic():
            writes.edit(
                cast.employee,
                {"department_id": cast.it.pk},
                event=PersonEdited,
                subject=_ref(cast.employee),
                by=cast.office,
                at=AT,
            )

        sentence = reads.history(viewer=cast.office, subject=_ref(cast.employee))[0].sentence
        assert "department from “Operations” to “IT”" in sentence

    def test_refuses_a_record_that_is_gone(self, cast: Cast) -> None:
        gone = Person(pk=10**9, name="x")

        with pytest.raises(NotFound):
            _rename(gone, "y", by=cast.office)


class TestSeal:
    def test_chains_each_entry_once(self, cast: Cast) -> None:
        for name in ("a", "b", "c"):
            _rename(cast.employee, name, by=cast.office)

        assert (_seal(), _seal()) == (3, 0)
        assert list(Seal.objects.values_list("position", flat=True)) == [1, 2, 3]
        assert _verify().is_whole

    def test_goes_on_where_it_stopped(self, cast: Cast) -> None:
        _rename(cast.employee, "a", by=cast.office)
        _seal()
        head = _verify().head
        _rename(cast.employee, "b", by=cast.office)
        _seal()

        found = reads.verification(viewer=None, key=settings.ACCORD_TRAIL_KEY, known_head=head)
        assert found.is_whole
        assert found.sealed == 2
        assert found.head != head

    def test_loses_to_another_sealer_without_harm(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        _rename(cast.employee, "a", by=cast.office)
        _seal()
        taken = Seal.objects.get()
        _rename(cast.employee, "b", by=cast.office)
        monkeypatch.setattr(reads, "chained", lambda *args: taken.hash)  # any hash: the position decides
        monkeypatch.setattr(Seal.objects.__class__, "bulk_create", _taken, raising=False)

        assert _seal() == 0


def _taken(self: object, rows: object, **options: object) -> None:
    from django.db import IntegrityError

    raise IntegrityError("position is taken")


class TestErase:
    def test_takes_the_values_and_leaves_the_chain_whole(self, cast: Cast) -> None:
        _rename(cast.employee, "Emil Secret", by=cast.office)
        _seal()

        assert writes.erase_person(cast.employee.pk, by=None, at=AT) == 1

        detail = Detail.objects.get(field="name")
        assert (detail.old, detail.new, detail.salt) == (None, None, "")
        found = _verify()
        assert found.is_whole
        assert found.erased == 1
        assert "(erased)" in reads.history(viewer=cast.office, subject=_ref(cast.employee))[0].sentence


def _run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


class _Editor:
    """Runs a migration's statements inside the test's transaction, which SQLite's own editor refuses to."""

    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _guards() -> ModuleType:
    return import_module("accord.apps.trail.migrations.0002_append_only")


class TestAppendOnly:
    @pytest.fixture(autouse=True)
    def _guarded(self, cast: Cast) -> None:
        _guards().unguard(None, _Editor())
        _guards().guard(None, _Editor())

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE trail_entry SET code = 'x.y.z'",
            "DELETE FROM trail_detail",
            "UPDATE trail_seal SET hash = 'x'",
            "UPDATE trail_detail SET field = 'x'",
            "DELETE FROM trail_seal",
        ],
    )
    def test_the_database_itself_refuses(self, cast: Cast, statement: str) -> None:
        _rename(cast.employee, "a", by=cast.office)
        _seal()

        with pytest.raises(DatabaseError, match="append-only"):
            _run(statement)


class TestVerification:
    @pytest.fixture(autouse=True)
    def _unguarded(self, cast: Cast) -> None:
        """Play somebody who owns the database and has dropped the triggers."""
        _guards().unguard(None, _Editor())
        for name in ("a", "b", "c"):
            _rename(cast.employee, name, by=cast.office)
        _seal()

    @pytest.mark.parametrize(
        ("statement", "said"),
        [
            ("UPDATE trail_entry SET actor_id = 999 WHERE id = (SELECT MIN(id) FROM trail_entry)", "does not match"),
            ("UPDATE trail_detail SET field = 'title' WHERE field = 'name'", "was changed"),
            ("DELETE FROM trail_detail WHERE field = 'name'", "lost or gained"),
            ("DELETE FROM trail_seal WHERE position = 2", "is missing"),
        ],
    )
    def test_names_what_was_tampered_with(self, statement: str, said: str) -> None:
        _run(statement)

        found = _verify()
        assert not found.is_whole
        assert said in " ".join(found.problems)

    def test_misses_a_cut_off_end_only_without_a_noted_head(self) -> None:
        head = _verify().head
        _run("DELETE FROM trail_seal WHERE position = 3")

        assert _verify().is_whole
        assert not reads.verification(viewer=None, key=settings.ACCORD_TRAIL_KEY, known_head=head).is_whole

    def test_another_key_does_not_fit(self) -> None:
        assert not reads.verification(viewer=None, key=b"another").is_whole
