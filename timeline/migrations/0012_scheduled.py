from django.db import migrations, models

from publishing.first_withdrawn import mark_withdrawn


def withdraw(apps, schema_editor):
    mark_withdrawn(apps, "timeline")


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0002_withdrawals'),
        ('timeline', '0011_indexes_of_lists'),
    ]

    operations = [
        migrations.AddField(
            model_name='commitment',
            name='publish_at',
            field=models.DateTimeField(blank=True, help_text='Families see it from this time on. Leave empty to publish it at once.', null=True),
        ),
        migrations.AddField(
            model_name='finding',
            name='publish_at',
            field=models.DateTimeField(blank=True, help_text='Families see it from this time on. Leave empty to publish it at once.', null=True),
        ),
        migrations.AddField(
            model_name='involvementrule',
            name='publish_at',
            field=models.DateTimeField(blank=True, help_text='Families see it from this time on. Leave empty to publish it at once.', null=True),
        ),
        migrations.AddField(
            model_name='milestone',
            name='publish_at',
            field=models.DateTimeField(blank=True, help_text='Families see it from this time on. Leave empty to publish it at once.', null=True),
        ),
        migrations.AddField(
            model_name='phase',
            name='publish_at',
            field=models.DateTimeField(blank=True, help_text='Families see it from this time on. Leave empty to publish it at once.', null=True),
        ),
        migrations.AddField(
            model_name='planarea',
            name='publish_at',
            field=models.DateTimeField(blank=True, help_text='Families see it from this time on. Leave empty to publish it at once.', null=True),
        ),
        migrations.AddField(
            model_name='program',
            name='publish_at',
            field=models.DateTimeField(blank=True, help_text='Families see it from this time on. Leave empty to publish it at once.', null=True),
        ),
        migrations.AddField(
            model_name='staffingchange',
            name='publish_at',
            field=models.DateTimeField(blank=True, help_text='Families see it from this time on. Leave empty to publish it at once.', null=True),
        ),
        migrations.AddField(
            model_name='standard',
            name='publish_at',
            field=models.DateTimeField(blank=True, help_text='Families see it from this time on. Leave empty to publish it at once.', null=True),
        ),
        migrations.AddField(
            model_name='workstream',
            name='publish_at',
            field=models.DateTimeField(blank=True, help_text='Families see it from this time on. Leave empty to publish it at once.', null=True),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', help_text='Families see this only if it and everything it belongs to are published.', max_length=16),
        ),
        migrations.AlterField(
            model_name='finding',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', help_text='Families see this only if it and everything it belongs to are published.', max_length=16),
        ),
        migrations.AlterField(
            model_name='involvementrule',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', help_text='Families see this only if it and everything it belongs to are published.', max_length=16),
        ),
        migrations.AlterField(
            model_name='milestone',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', help_text='Families see this only if it and everything it belongs to are published.', max_length=16),
        ),
        migrations.AlterField(
            model_name='phase',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', help_text='Families see this only if it and everything it belongs to are published.', max_length=16),
        ),
        migrations.AlterField(
            model_name='planarea',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', help_text='Families see this only if it and everything it belongs to are published.', max_length=16),
        ),
        migrations.AlterField(
            model_name='program',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', help_text='Families see this only if it and everything it belongs to are published.', max_length=16),
        ),
        migrations.AlterField(
            model_name='staffingchange',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', help_text='Families see this only if it and everything it belongs to are published.', max_length=16),
        ),
        migrations.AlterField(
            model_name='standard',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', help_text='Families see this only if it and everything it belongs to are published.', max_length=16),
        ),
        migrations.AlterField(
            model_name='workstream',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', help_text='Families see this only if it and everything it belongs to are published.', max_length=16),
        ),
        migrations.RunPython(withdraw, migrations.RunPython.noop, elidable=True),
    ]
