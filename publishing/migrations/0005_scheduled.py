from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0004_steps_that_hide'),
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
    ]
