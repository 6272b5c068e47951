from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0008_digest'),
    ]

    operations = [
        migrations.AddField(
            model_name='glossaryterm',
            name='also',
            field=models.CharField(blank=True, default='', max_length=300, verbose_name='also right'),
            preserve_default=False,
        ),
    ]
