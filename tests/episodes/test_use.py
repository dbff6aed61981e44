"""What was done against the pain: how it is found in the list, and where it is drawn."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from backspasm.episodes import actions, wording
from backspasm.episodes.models import Episode

pytestmark = pytest.mark.django_db
GROUPS = [
    "Positions",
    "Heat and cold",
    "Breathing and letting go",
    "Walking and exercises",
    "Massage and treatment",
    "Habits",
]


def use(episode: Episode, technique, moment, **more):
    details = {"technique": technique, "start": moment, "zone": "UTC", **more}
    return actions.log_use(episode=episode, key=uuid4(), details=details)


def groups(page: str) -> dict[str, list[str]]:
    """The ids under each heading of the list, in the order of the page."""
    found = re.findall(
        r'<optgroup label="([^"]+)">(.*?)</optgroup>', page, re.DOTALL
    )
    return {
        label: re.findall(r'value="([^"]+)"', rows) for label, rows in found
    }


def test_techniques_stand_in_groups_each_once(member, read):
    episode = read(5).episode
    found = groups(member.get(f"/episodes/{episode.pk}/use/").content.decode())
    assert list(found) == GROUPS
    listed = [tag for tags in found.values() for tag in tags]
    assert sorted(listed) == sorted(wording.techniques())
    assert "pos-side-pillow" in found["Positions"]
    assert "temp-cold" in found["Heat and cold"]
    assert "relax-breathing" in found["Breathing and letting go"]
    assert "move-walk-acute" in found["Walking and exercises"]


def test_what_was_done_lately_comes_first_the_latest_on_top(
    member, read, now, other
):
    episode = read(5, hours=20).episode
    for hours, name in (
        (9, "temp-heat"),
        (6, "hot tub"),
        (3, "temp-heat"),
        (1, "mass-hands"),
    ):
        use(episode, name, now - timedelta(hours=hours))
    use(read(5, who=other).episode, "temp-cold", now)
    found = groups(member.get(f"/episodes/{episode.pk}/use/").content.decode())
    assert list(found) == ["What you did lately", *GROUPS]
    assert found["What you did lately"] == ["mass-hands", "temp-heat"]
    assert "temp-heat" not in found["Heat and cold"]
    assert "temp-cold" in found["Heat and cold"]


def test_the_one_that_is_changed_is_chosen_in_its_group(member, read, now):
    kept = use(read(5).episode, "temp-heat", now)
    page = member.get(f"/episodes/use/{kept.pk}/").content.decode()
    assert page.count(" selected>") == 1
    assert '<option value="temp-heat" selected>' in page


def test_a_use_outside_the_episode_is_listed_and_stretches_no_axis(
    member, remember, now
):
    episode = remember(days=10, length=3, worst=7)
    use(episode, "temp-heat", episode.start + timedelta(hours=5))
    before = member.get(f"/episodes/{episode.pk}/").content.decode()
    use(episode, "hot tub", episode.start - timedelta(hours=11))
    use(episode, "long walk", episode.end + timedelta(hours=11))
    after = member.get(f"/episodes/{episode.pk}/").content.decode()
    svg = re.compile(r"<svg class=\"chart.*?</svg>", re.DOTALL)
    assert svg.search(before)[0] == svg.search(after)[0]
    assert "hot tub" in after
    assert "long walk" in after
