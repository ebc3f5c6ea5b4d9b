"""Triggers that let nobody change what a version of a case says once it is put to its signers, nor a signature given.

Only its state moves on, and from a signed one never back. Deleting is not stopped here: what is gone or put in beside
Accord shows in the digest.
"""

from __future__ import annotations

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SAID = (
    "number", "start_month", "horizon_months", "currency", "discount_share", "measure_id", "baseline_value",
    "baseline_date", "baseline_source", "target_value", "target_date", "benefit_owner_id", "counterfactual",
    "nothing_words", "nothing_low", "nothing_likely", "nothing_high", "switched_off", "exit_rule", "skipped",
    "adoption_low", "adoption_likely", "adoption_high", "shift_low", "shift_likely", "shift_high", "cost_class",
)  # fmt: skip
SIGNED = ("of_id", "side", "person_id", "digest", "signed_at")
WHY = "what was put to the signers stays as it is"
BACK = """
    (OLD.state = 'signed' AND NEW.state NOT IN ('signed', 'replaced')) OR (OLD.state = 'replaced' AND NEW.state <> 'replaced')
"""
LINE = "SELECT 1 FROM value_caseversion v WHERE v.id IN (OLD.of_id, NEW.of_id) AND v.state <> 'draft'"


def _differs(names: tuple[str, ...], word: str) -> str:
    return " OR ".join(f'NEW."{name}" {word} OLD."{name}"' for name in names)


def sqlite() -> list[str]:
    """The statements for SQLite."""
    stop = f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END"
    return [
        f"CREATE TRIGGER value_version_stays BEFORE UPDATE ON value_caseversion WHEN {BACK} OR (OLD.state <> 'draft' AND ({_differs(SAID, 'IS NOT')})) {stop}",
        f"CREATE TRIGGER value_line_stays BEFORE UPDATE ON value_line WHEN EXISTS ({LINE}) {stop}",
        f"CREATE TRIGGER value_signature_stays BEFORE UPDATE ON value_signature WHEN {_differs(SIGNED, 'IS NOT')} {stop}",
    ]


def postgresql() -> list[str]:
    """The statements for PostgreSQL."""
    differs = "IS DISTINCT FROM"
    return [
        f"CREATE FUNCTION value_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{WHY}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE FUNCTION value_line_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS ({LINE}) THEN RAISE EXCEPTION '{WHY}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER value_version_stays BEFORE UPDATE ON value_caseversion FOR EACH ROW WHEN ({BACK} OR (OLD.state <> 'draft' AND ({_differs(SAID, differs)}))) EXECUTE FUNCTION value_stays()",
        "CREATE TRIGGER value_line_stays BEFORE UPDATE ON value_line FOR EACH ROW EXECUTE FUNCTION value_line_stays()",
        f"CREATE TRIGGER value_signature_stays BEFORE UPDATE ON value_signature FOR EACH ROW WHEN ({_differs(SIGNED, differs)}) EXECUTE FUNCTION value_stays()",
    ]


TRIGGERS = {
    "value_version_stays": "value_caseversion",
    "value_line_stays": "value_line",
    "value_signature_stays": "value_signature",
}


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of the database at hand."""
    for statement in sqlite() if schema_editor.connection.vendor == "sqlite" else postgresql():
        schema_editor.execute(statement)


def unguard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them again."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for name, table in TRIGGERS.items():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{'' if is_sqlite else f' ON {table}'}")
    if not is_sqlite:
        schema_editor.execute("DROP FUNCTION IF EXISTS value_stays()")
        schema_editor.execute("DROP FUNCTION IF EXISTS value_line_stays()")


class Migration(migrations.Migration):
    """Guard what was signed."""

    dependencies: ClassVar = [("value", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(guard, unguard)]
