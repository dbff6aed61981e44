from django.db import migrations, models
from django.db.models import F


def mark(apps, schema_editor):
    """Until now it was known by this: at its episode's end, and nothing told but that it helped."""
    apps.get_model("episodes", "TechniqueUse").objects.filter(
        start=F("episode__end"), minutes=None, pain_before=None, pain_after=None, effect="better"
    ).update(estimated=True)


class Migration(migrations.Migration):
    dependencies = [
        ("episodes", "0005_bin_by_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="techniqueuse",
            name="estimated",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
