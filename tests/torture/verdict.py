"""Reads the database after a run, in a process of its own: python -m tests.torture.verdict FILE."""

import json
import sys
from pathlib import Path

import django


def main() -> None:
    """Print what was lost, doubled, torn or never sent, as JSON."""
    django.setup()
    from backspasm.care.insight import Point, small_line
    from backspasm.episodes.models import Diary, Episode, Reading

    told = json.loads(Path(sys.argv[1]).read_text())
    kept: dict[str, list[int]] = {}
    for key, pain in Reading.objects.values_list("key", "pain"):
        kept.setdefault(str(key), []).append(pain)
    torn = sum(
        kept.get(key, [pain]) != [pain]
        for key, pain in told["acknowledged"].items()
    )
    wrong = 0
    for episode in Episode.objects.all():
        rows = list(episode.readings.order_by("moment", "id"))
        points = [Point(row.moment, row.pain, row.estimated) for row in rows]
        right = (
            len(rows),
            small_line(points),
            max((row.pain for row in rows), default=None),
        )
        wrong += (
            episode.reading_count,
            episode.line,
            episode.worst_pain,
        ) != right
        wrong += any(row.owner_id != episode.owner_id for row in rows)
    for diary in Diary.objects.all():
        live = Episode.objects.filter(owner=diary.owner_id)
        wrong += (
            diary.episode_count != live.count()
            or live.filter(end=None).count() != 1
        )
    opened = sum(key in kept for key in told["opened"])
    wrong += Episode.objects.count() != Diary.objects.count() + opened
    print(  # noqa: T201
        json.dumps(
            {
                "rows": sum(map(len, kept.values())),
                "lost": sum(key not in kept for key in told["acknowledged"]),
                "doubled": sum(len(pains) > 1 for pains in kept.values()),
                "torn": torn + wrong,
                "never sent": sum(key not in told["sent"] for key in kept),
            }
        )
    )


if __name__ == "__main__":
    main()
