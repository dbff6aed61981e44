"""What changes a profile. Each action is one transaction and returns what it changed."""

from datetime import datetime

from django.utils import timezone

from backspasm.accounts.models import Owner, Profile
from backspasm.accounts.profile import keepable
from backspasm.care.catalogue import Catalogue
from backspasm.care.check.answers import Answers
from backspasm.web.sqlite import write_transaction


def keep_answers(
    *,
    owner: Owner,
    answers: Answers,
    catalogue: Catalogue,
) -> Profile:
    """Keep what stays the same from these answers, each with its time; the rest is ignored.

    For the end of a check: answers kept before stay unless they are answered again or no
    longer apply.
    """
    with write_transaction():
        profile, _ = Profile.objects.select_for_update().get_or_create(
            owner=owner
        )
        before = Answers.restore(profile.answers, catalogue)
        merged = Answers({**before.by_question, **answers.by_question})
        return _put(profile, merged, catalogue)


def set_answers(
    *,
    owner: Owner,
    answers: Answers,
    catalogue: Catalogue,
) -> Profile:
    """Keep these answers and no others."""
    with write_transaction():
        profile, _ = Profile.objects.select_for_update().get_or_create(
            owner=owner
        )
        return _put(profile, answers, catalogue)


def _put(
    profile: Profile,
    answers: Answers,
    catalogue: Catalogue,
) -> Profile:
    kept = keepable(answers, catalogue)
    profile.answers = kept.to_data()
    profile.changed = timezone.now()
    profile.save(update_fields=["answers", "changed"])
    return profile


def forget_answers(*, owner: Owner) -> Profile | None:
    """Delete all health answers of a profile; how the person wants the site stays."""
    with write_transaction():
        profile = (
            Profile.objects.select_for_update().filter(owner=owner).first()
        )
        if profile is not None:
            profile.answers = {}
            profile.changed = timezone.now()
            profile.save(update_fields=["answers", "changed"])
    return profile


def keep_preferences(
    *,
    owner: Owner,
    country: str,
    time_zone: str,
    theme: str,
    voice: bool,
    reminders: bool | None = None,
) -> Profile:
    """Keep where the person is and how the site should look and sound.

    `reminders` stays as it was on a site that cannot ask about it (None).
    """
    values: dict[str, str | bool] = {
        "country": country,
        "time_zone": time_zone,
        "theme": theme,
        "voice": voice,
    }
    if reminders is not None:
        values["reminders"] = reminders
    with write_transaction():
        return Profile.objects.update_or_create(owner=owner, defaults=values)[0]


def note_reminded(*, profile: Profile, now: datetime) -> bool:
    """Note that a letter goes out now; False when another process noted one meanwhile.

    Noted before it is sent: a letter may be lost, but never comes twice.
    """
    with write_transaction():
        unchanged = Profile.objects.filter(
            pk=profile.pk,
            reminded=profile.reminded,
            reminders=True,
        )
        return unchanged.update(reminded=now) == 1
