from django.db import migrations, models

from publishing.first_withdrawn import mark_withdrawn


def withdraw(apps, schema_editor):
    mark_withdrawn(apps, "events")


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0002_withdrawals'),
        ('events', '0007_indexes_of_lists'),
    ]

    operations = [
        migrations.AddField(
            model_name='meeting',
            name='publish_at',
            field=models.DateTimeField(blank=True, help_text='Families see it from this time on. Leave empty to publish it at once.', null=True),
        ),
        migrations.AlterField(
            model_name='meeting',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', help_text='Families see this only if it and everything it belongs to are published.', max_length=16),
        ),
        migrations.RunPython(withdraw, migrations.RunPython.noop, elidable=True),
    ]
