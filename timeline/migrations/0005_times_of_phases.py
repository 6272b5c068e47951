import django.db.models.deletion
from django.db import migrations, models

from publishing.first_public import keep_as_last_public


def fill(apps, schema_editor):
    keep_as_last_public(apps.get_model("timeline", "Phase"), "when", told_by="time_changes")


class Migration(migrations.Migration):

    dependencies = [
        ('timeline', '0004_last_public'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='timechange',
            name='time_change_of_one_record',
        ),
        migrations.AddField(
            model_name='phase',
            name='last_public',
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name='timechange',
            name='phase',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='time_changes', to='timeline.phase'),
        ),
        migrations.AddConstraint(
            model_name='timechange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('commitment__isnull', True), ('milestone__isnull', True), ('phase__isnull', False)), models.Q(('commitment__isnull', True), ('milestone__isnull', False), ('phase__isnull', True)), models.Q(('commitment__isnull', False), ('milestone__isnull', True), ('phase__isnull', True)), _connector='OR'), name='time_change_of_one_record', violation_error_message='Choose exactly one phase, milestone or commitment.'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
