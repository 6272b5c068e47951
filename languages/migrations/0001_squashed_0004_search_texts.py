# New databases get their tables here; the migrations that it replaces take three times as long.

import datetime
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import DatabaseError, migrations, models, transaction


INDEX = "search_text_trigrams"


def add_trigrams(apps, schema_editor):
    """An index for PostgreSQL; where pg_trgm may not be installed, lists are searched without."""
    if schema_editor.connection.vendor != "postgresql":
        return
    table = schema_editor.quote_name(apps.get_model("languages", "SearchText")._meta.db_table)
    try:
        with transaction.atomic(schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            schema_editor.execute(
                f"CREATE INDEX {INDEX} ON {table} USING gin (text gin_trgm_ops)"
            )
    except DatabaseError:
        print(" without an index of trigrams: this user may not install pg_trgm", end="")


class Migration(migrations.Migration):

    replaces = [
        ('languages', '0001_freshness'),
        ('languages', '0002_plain_names'),
        ('languages', '0003_queues_and_counts'),
        ('languages', '0004_search_texts'),
    ]

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='SourceText',
            fields=[
                ('hash', models.CharField(max_length=16, primary_key=True, serialize=False)),
                ('text', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='UnitCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('district', models.BigIntegerField(null=True)),
                ('language', models.CharField(max_length=16)),
                ('status', models.CharField(max_length=8)),
                ('count', models.IntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['district', 'language', 'status'], name='unit_count_of')],
            },
        ),
        migrations.CreateModel(
            name='SearchText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.BigIntegerField()),
                ('text', models.TextField()),
                ('content_type', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('content_type', 'object_id'), name='search_text_once')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.BigIntegerField()),
                ('field', models.CharField(max_length=50)),
                ('language', models.CharField(max_length=16)),
                ('district', models.BigIntegerField(null=True)),
                ('status', models.CharField(choices=[('missing', 'Missing'), ('stale', 'Stale'), ('draft', 'Draft'), ('reviewed', 'Reviewed')], max_length=8)),
                ('source_hash', models.CharField(max_length=16)),
                ('translated_from', models.CharField(blank=True, max_length=16)),
                ('first_day', models.DateField(null=True)),
                ('last_day', models.DateField(null=True)),
                ('comes_first', models.BooleanField(default=False)),
                ('until', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce('last_day', models.Case(models.When(first_day__isnull=False, then=models.Value(datetime.date(9999, 12, 31))), output_field=models.DateField())), output_field=models.DateField(null=True))),
                ('content_type', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': 'state of a translation',
                'verbose_name_plural': 'states of translations',
                'indexes': [models.Index(fields=['district', 'language', 'status'], name='unit_coverage'), models.Index(fields=['language', 'status', 'comes_first', 'until', 'content_type', 'object_id', 'id'], name='unit_queue'), models.Index(fields=['source_hash', 'language'], name='unit_memory')],
                'constraints': [models.UniqueConstraint(fields=('content_type', 'object_id', 'field', 'language'), name='unit_once')],
            },
        ),
        migrations.RunPython(add_trigrams, migrations.RunPython.noop),
    ]
