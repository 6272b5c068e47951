# New databases get their tables here; the migrations that it replaces take three times as long.

import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import publishing.content_versions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('publishing', '0001_submissions'),
        ('publishing', '0002_withdrawals'),
        ('publishing', '0003_content_versions'),
        ('publishing', '0004_steps_that_hide'),
        ('publishing', '0005_scheduled'),
        ('publishing', '0006_history'),
        ('publishing', '0007_saved_drafts'),
    ]

    initial = True

    dependencies = [
        ('auth', '__first__'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='ScheduledStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('district_key', models.BigIntegerField(editable=False)),
                ('at', models.DateTimeField(editable=False)),
            ],
            options={
                'indexes': [models.Index(fields=['at', 'district_key'], name='scheduled_step_at')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('token', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('sent', models.JSONField(default=dict)),
                ('answer', models.JSONField(default=dict)),
                ('made', models.JSONField(default=dict)),
                ('at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='VersionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('district_key', models.BigIntegerField(editable=False, null=True)),
                ('number', models.BigIntegerField(default=publishing.content_versions._random, editable=False)),
                ('hides', models.BooleanField(default=False, editable=False)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'indexes': [models.Index(fields=['made_at'], name='version_step_made_at')],
            },
        ),
        migrations.CreateModel(
            name='HistoryEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.BigIntegerField()),
                ('page_id', models.BigIntegerField()),
                ('district_key', models.BigIntegerField(null=True)),
                ('name', models.CharField(blank=True, max_length=300)),
                ('action', models.CharField(choices=[('added', 'Added'), ('changed', 'Changed'), ('deleted', 'Deleted'), ('noted', 'Note')], max_length=8)),
                ('changes', models.JSONField(default=dict)),
                ('said', models.TextField(blank=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('way', models.CharField(choices=[('form', 'Form'), ('list', 'List action'), ('csv', 'Import of a table'), ('words', 'Import of translations'), ('desk', 'Translators’ desk'), ('undo', 'Undo'), ('content', 'Content file'), ('command', 'Command')], max_length=8)),
                ('group', models.BigIntegerField(db_index=True)),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('content_type', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                ('page_type', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name_plural': 'history',
                'indexes': [models.Index(fields=['page_type', 'page_id', 'id'], name='history_of_page'), models.Index(condition=models.Q(('action', 'deleted')), fields=['at'], name='history_deleted')],
            },
        ),
        migrations.CreateModel(
            name='SavedDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.BigIntegerField()),
                ('district_key', models.BigIntegerField(db_index=True)),
                ('name', models.CharField(max_length=300)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('sent', models.TextField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('content_type', 'object_id'), name='one_saved_draft')],
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.BigIntegerField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'indexes': [models.Index(fields=['content_type', 'object_id'], name='withdrawal_of')],
            },
        ),
    ]
