from django.db import migrations

from backspasm.episodes.folding import folded


def fold(apps, schema_editor):
    """Own triggers are searched with the notes, and accents no longer keep words apart."""
    Episode = apps.get_model("episodes", "Episode")
    Reading = apps.get_model("episodes", "Reading")
    for episode in Episode.objects.only("notes", "triggers", "words").iterator(chunk_size=500):
        notes = Reading.objects.filter(episode_id=episode.pk, deleted_at__isnull=True)
        in_order = notes.exclude(note="").order_by("moment", "id")
        written = [episode.notes, *in_order.values_list("note", flat=True), *episode.triggers]
        episode.words = folded("\n".join(filter(None, written)))
        episode.save(update_fields=["words"])


class Migration(migrations.Migration):
    dependencies = [
        ("episodes", "0006_what_was_ticked_from_memory"),
    ]

    operations = [
        migrations.RunPython(fold, migrations.RunPython.noop),
    ]
