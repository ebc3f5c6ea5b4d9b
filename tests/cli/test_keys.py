"""`accord keys` as its keeper uses it: list, new, export, import, check."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accord.apps.expectations import writes
from accord.apps.expectations.models import Answer
from accord.cli.keys import command
from tests.apps.expectations.conftest import AFTER, AT, DEADLINE, SOON, answer_of

PHRASE = "lamp orbit cedar quilt mango"


@pytest.fixture
def folder(tmp_path, monkeypatch, settings):
    """An empty keys folder of its own."""
    place = tmp_path / "keys"
    monkeypatch.setenv("ACCORD_KEYS", str(place))
    monkeypatch.setenv("ACCORD_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "the one of the test")
    settings.ACCORD_KEYS = place
    return place


@pytest.fixture
def phrase_file(tmp_path):
    file = tmp_path / "phrase"
    file.write_text(PHRASE + "\n")
    return str(file)


@pytest.fixture
def sealed(cast, folder):
    """An answer that is still sealed."""
    round_ = writes.open_round(
        about_kind="organisation", deadline_at=DEADLINE, currency="EUR", by=cast.cio, at=AT,
        asked=[(cast.ceo.pk, "business"), (cast.cio.pk, "it")],
    )  # fmt: skip
    writes.give_answer(asked=round_.asked.get(person=cast.ceo), answer=answer_of(), by=cast.ceo, at=SOON)
    for name in ("secret.key", "trail.key", "second-step.key"):
        (folder / name).write_text("ab" * 32)
        (folder / name).chmod(0o600)
    return round_


def run(*words: str, said: str = "") -> Result:
    return CliRunner().invoke(command, [str(word) for word in words], input=said)


def test_lists_which_key_is_needed_and_never_prints_one(sealed, folder):
    first = writes.sealing_key().id
    second = run("new").output.split("with ")[1].split()[0]
    shown = run("list").output
    assert f"{first}  earlier, needed by 1 sealed answer in 1 round" in shown
    assert f"{second}  in use, nothing sealed is left that needs it" in shown
    assert not [path.name for path in folder.iterdir() if path.suffix == ".key" and path.read_text() in shown]


def test_lists_a_key_that_is_missing(sealed, folder):
    name = writes.sealing_key().id
    (folder / f"sealing-{name}.key").unlink()
    assert "seals only, does not open, needed by 1" in run("list").output
    (folder / f"sealing-{name}.pub").unlink()
    assert f"{name}  MISSING, needed by 1 sealed answer" in run("list").output


def test_carries_the_keys_to_another_home_where_the_round_is_revealed_in_time(
    sealed, folder, phrase_file, tmp_path, monkeypatch, settings
):
    made = run("export", tmp_path / "keys.json", "--passphrase-file", phrase_file)
    assert made.exit_code == 0, made.output
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600
    other = tmp_path / "other"
    monkeypatch.setenv("ACCORD_KEYS", str(other))
    settings.ACCORD_KEYS = other
    assert writes.reveal_due(by=None, at=AFTER) == []

    assert "Added: sealing-" in run("import", tmp_path / "keys.json", "--passphrase-file", phrase_file).output
    assert writes.reveal_due(by=None, at=AFTER + timedelta(minutes=1)) == [sealed.pk]
    assert Answer.objects.get().wording


def test_asks_for_the_passphrase_twice_and_refuses_weak_ones(sealed, folder, tmp_path):
    typed = f"short\n{PHRASE}\n{PHRASE}!\n{PHRASE}\n{PHRASE}\n"
    done = run("export", tmp_path / "keys.json", said=typed)
    assert done.exit_code == 0, done.output
    assert "at least 12 characters" in done.output
    assert "not the same" in done.output
    assert PHRASE not in done.output


def test_says_in_one_sentence_that_the_passphrase_is_wrong(sealed, folder, phrase_file, tmp_path):
    run("export", tmp_path / "keys.json", "--passphrase-file", phrase_file)
    refused = run("import", tmp_path / "keys.json", said="another passphrase\n")
    assert refused.exit_code == 1
    assert "The passphrase is not the one this file was written with" in refused.output
    assert "Traceback" not in refused.output


def test_never_writes_over_a_file(sealed, folder, phrase_file, tmp_path):
    (tmp_path / "keys.json").write_text("mine")
    refused = run("export", tmp_path / "keys.json", "--passphrase-file", phrase_file)
    assert (refused.exit_code, (tmp_path / "keys.json").read_text()) == (1, "mine")


def test_replaces_another_key_only_when_told(sealed, folder, phrase_file, tmp_path):
    run("export", tmp_path / "keys.json", "--passphrase-file", phrase_file)
    (folder / "trail.key").write_text("ef" * 32)
    refused = run("import", tmp_path / "keys.json", "--passphrase-file", phrase_file)
    assert (refused.exit_code, "--replace" in refused.output) == (1, True)
    assert (folder / "trail.key").read_text() == "ef" * 32

    done = run("import", tmp_path / "keys.json", "--passphrase-file", phrase_file, "--replace")
    assert "Kept beside: trail.key.replaced-1" in done.output
    assert (folder / "trail.key").read_text() == "ab" * 32


class TestCheck:
    def test_finds_that_all_is_well(self, sealed):
        done = run("check")
        assert done.exit_code == 0, done.output
        assert writes.sealing_key().id in done.output

    def test_finds_a_key_that_sealed_answers_need(self, sealed, folder):
        first = writes.sealing_key().id
        run("new")
        (folder / f"sealing-{first}.key").unlink()
        found = run("check")
        assert (found.exit_code, f"opens {first} is missing: needed by 1 sealed answer" in found.output) == (1, True)

    def test_finds_a_key_that_does_not_open(self, sealed, folder):
        (folder / f"sealing-{writes.sealing_key().id}.key").write_text("ab" * 32)
        assert "does not open" in run("check").output

    def test_finds_what_others_may_read(self, sealed, folder):
        (folder / "trail.key").chmod(0o644)
        found = run("check")
        assert (found.exit_code, "chmod go=" in found.output) == (1, True)

    def test_is_content_with_a_machine_that_only_seals(self, sealed, folder):
        (folder / f"sealing-{writes.sealing_key().id}.key").unlink()
        assert run("check").exit_code == 1
        assert run("check", "--only-seals").exit_code == 0


def test_works_where_nothing_is_yet(tmp_path, monkeypatch):
    monkeypatch.setenv("ACCORD_HOME", str(tmp_path / "new"))
    monkeypatch.delenv("ACCORD_KEYS", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert "No sealing key yet" in run("list").output
    assert not Path(tmp_path / "new").exists()
