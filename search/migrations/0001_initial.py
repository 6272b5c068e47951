from django.db import DatabaseError, migrations, models, transaction

INDEX = "entry_trigrams"


def add_trigrams(apps, schema_editor):
    """An index for PostgreSQL; where pg_trgm may not be installed, texts are read without it."""
    if schema_editor.connection.vendor != "postgresql":
        return
    table = schema_editor.quote_name(apps.get_model("search", "Entry")._meta.db_table)
    try:
        with transaction.atomic(schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            schema_editor.execute(
                f"CREATE INDEX {INDEX} ON {table} USING gin (text gin_trgm_ops)"
            )
    except DatabaseError:
        print(" without an index of trigrams: this user may not install pg_trgm", end="")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=16)),
                ('object_id', models.BigIntegerField()),
                ('district_key', models.BigIntegerField()),
                ('language', models.CharField(blank=True, max_length=16)),
                ('text', models.TextField()),
                ('first_day', models.DateField(null=True)),
                ('last_day', models.DateField(null=True)),
            ],
            options={
                'verbose_name_plural': 'entries',
                'indexes': [models.Index(fields=['district_key', 'language'], name='entry_of_district')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id', 'language'), name='entry_once')],
            },
        ),
        migrations.RunPython(add_trigrams, migrations.RunPython.noop),
    ]
