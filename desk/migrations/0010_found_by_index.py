from django.db import DatabaseError, migrations, models, transaction

INDEX = "indexed_text_trigrams"


def add_trigrams(apps, schema_editor):
    """An index for PostgreSQL; where pg_trgm may not be installed, texts are read without it."""
    if schema_editor.connection.vendor != "postgresql":
        return
    table = schema_editor.quote_name(apps.get_model("desk", "IndexedText")._meta.db_table)
    try:
        with transaction.atomic(schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            schema_editor.execute(
                f"CREATE INDEX {INDEX} ON {table} USING gin (folded gin_trgm_ops)"
            )
    except DatabaseError:
        print(" without an index of trigrams: this user may not install pg_trgm", end="")


def remove_trigrams(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {INDEX}")


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0009_term_forms'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='indexedtext',
            index=models.Index(fields=['at'], name='indexed_text_at'),
        ),
        migrations.AddIndex(
            model_name='indexedtext',
            index=models.Index(condition=models.Q(('doubtful', True)), fields=['content_type', 'object_id'], name='indexed_text_doubtful'),
        ),
        migrations.RunPython(add_trigrams, remove_trigrams),
    ]
