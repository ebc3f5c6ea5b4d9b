"""Triggers that let nobody change or delete what the trail holds; values may only be erased."""

from __future__ import annotations

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SEALED = ("trail_entry", "trail_seal")
ERASED = "new.old IS NULL AND new.new IS NULL AND new.salt = '' AND new.erased_at IS NOT NULL"
SAME = "new.id = old.id AND new.entry_id = old.entry_id AND new.position = old.position AND new.field = old.field"


def sqlite() -> list[str]:
    """The statements for SQLite."""
    stop = "BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END"
    said = [f"CREATE TRIGGER {t}_no_update BEFORE UPDATE ON {t} {stop}" for t in SEALED]
    said += [f"CREATE TRIGGER {t}_no_delete BEFORE DELETE ON {t} {stop}" for t in (*SEALED, "trail_detail")]
    said.append(
        f"CREATE TRIGGER trail_detail_only_erase BEFORE UPDATE ON trail_detail WHEN NOT ({ERASED} AND {SAME}) {stop}"
    )
    return said


def postgresql() -> list[str]:
    """The statements for PostgreSQL (JSON null and SQL null are both an erased value)."""
    said = [
        "CREATE FUNCTION trail_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the trail is append-only'; END $$"
    ]
    call = "FOR EACH ROW EXECUTE FUNCTION trail_append_only()"
    said += [f"CREATE TRIGGER {t}_no_update BEFORE UPDATE ON {t} {call}" for t in SEALED]
    said += [f"CREATE TRIGGER {t}_no_delete BEFORE DELETE ON {t} {call}" for t in (*SEALED, "trail_detail")]
    guard = f"{ERASED} AND {SAME}".replace("new.", "NEW.").replace("old.", "OLD.")
    guard = guard.replace("NEW.old", 'NEW."old"').replace("NEW.new", 'NEW."new"')
    said.append(f"CREATE TRIGGER trail_detail_only_erase BEFORE UPDATE ON trail_detail FOR EACH ROW WHEN (NOT ({guard})) EXECUTE FUNCTION trail_append_only()")
    return said


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of the database at hand."""
    statements = sqlite() if schema_editor.connection.vendor == "sqlite" else postgresql()
    for statement in statements:
        schema_editor.execute(statement)


def unguard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them again."""
    vendor = schema_editor.connection.vendor
    for table in (*SEALED, "trail_detail"):
        for name in ("no_update", "no_delete", "only_erase"):
            on = "" if vendor == "sqlite" else f" ON {table}"
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on}")
    if vendor != "sqlite":
        schema_editor.execute("DROP FUNCTION IF EXISTS trail_append_only()")


class Migration(migrations.Migration):
    """Guard the trail."""

    dependencies: ClassVar = [("trail", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(guard, unguard)]
