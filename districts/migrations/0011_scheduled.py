from django.db import migrations, models

from publishing.first_withdrawn import mark_withdrawn


def withdraw(apps, schema_editor):
    mark_withdrawn(apps, "districts")


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0002_withdrawals'),
        ('districts', '0010_indexes_of_lists'),
    ]

    operations = [
        migrations.AddField(
            model_name='district',
            name='publish_at',
            field=models.DateTimeField(blank=True, help_text='Families see it from this time on. Leave empty to publish it at once.', null=True),
        ),
        migrations.AddField(
            model_name='document',
            name='publish_at',
            field=models.DateTimeField(blank=True, help_text='Families see it from this time on. Leave empty to publish it at once.', null=True),
        ),
        migrations.AddField(
            model_name='school',
            name='publish_at',
            field=models.DateTimeField(blank=True, help_text='Families see it from this time on. Leave empty to publish it at once.', null=True),
        ),
        migrations.AddField(
            model_name='schooldecision',
            name='publish_at',
            field=models.DateTimeField(blank=True, help_text='Families see it from this time on. Leave empty to publish it at once.', null=True),
        ),
        migrations.AlterField(
            model_name='district',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', help_text='Families see this only if it and everything it belongs to are published.', max_length=16),
        ),
        migrations.AlterField(
            model_name='document',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', help_text='Families see this only if it and everything it belongs to are published.', max_length=16),
        ),
        migrations.AlterField(
            model_name='school',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', help_text='Families see this only if it and everything it belongs to are published.', max_length=16),
        ),
        migrations.AlterField(
            model_name='schooldecision',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', help_text='Families see this only if it and everything it belongs to are published.', max_length=16),
        ),
        migrations.RunPython(withdraw, migrations.RunPython.noop, elidable=True),
    ]
