"""SQLite refuses to change what was recorded, and finds words without their accents."""

from typing import Any

from django.db import migrations

APPEND_ONLY = ("capture", "text", "reading", "claim", "decision", "event")
SEARCHED = (("text", "content"), ("claim", "quote"))


def forwards(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} BEGIN "
                f"SELECT RAISE(ABORT, 'the table {table} is append-only: a correction is a new row'); END"
            )
    for table, column in SEARCHED:
        schema_editor.execute(
            f"CREATE VIRTUAL TABLE {table}_words USING fts5({column}, content='{table}', content_rowid='id', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_indexed AFTER INSERT ON {table} BEGIN "
            f"INSERT INTO {table}_words(rowid, {column}) VALUES (new.id, new.{column}); END"
        )


def backwards(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in APPEND_ONLY:
        for act in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{act}")
    for table, _ in SEARCHED:
        schema_editor.execute(f"DROP TRIGGER {table}_indexed")
        schema_editor.execute(f"DROP TABLE {table}_words")


class Migration(migrations.Migration):
    dependencies = [("store", "0001_tables")]
    operations = [migrations.RunPython(forwards, backwards)]
