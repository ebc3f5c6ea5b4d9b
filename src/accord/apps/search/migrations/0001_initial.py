"""The index, with what each kind of database needs for it."""

from collections.abc import Callable
from typing import Any

from django.db import migrations, models

FORWARDS = {
    "sqlite": [
        "CREATE VIRTUAL TABLE search_words USING fts5(title, body, tokenize='ascii', prefix='2 3', columnsize=0)",
    ],
    "postgresql": [
        "ALTER TABLE search_indexed ADD COLUMN words tsvector",
        "CREATE INDEX search_indexed_words ON search_indexed USING gin (words)",
    ],
}
BACKWARDS = {
    "sqlite": ["DROP TABLE search_words"],
    "postgresql": ["ALTER TABLE search_indexed DROP COLUMN words"],
}


def _run(statements: dict[str, list[str]]) -> Callable[[Any, Any], None]:
    def run(apps: Any, schema_editor: Any) -> None:
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Indexed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("record_id", models.BigIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("body", models.TextField(blank=True, default="")),
                ("day", models.DateField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "record_id"), name="indexed_once")],
            },
        ),
        migrations.CreateModel(
            name="Stale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("record_id", models.BigIntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "record_id"), name="stale_once")],
            },
        ),
        migrations.RunPython(_run(FORWARDS), _run(BACKWARDS)),
    ]
