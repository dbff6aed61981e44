"""What changes a check. Each action is one transaction and returns what it changed."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.assessments.models import Assessment
from backspasm.care import flow, triage
from backspasm.care.answers import Answers
from backspasm.care.catalogue import Catalogue
from backspasm.web.sqlite import write_transaction


def open_check(*, owner: Owner) -> Assessment:
    """The owner's open check, made when there is none; two at once end up with the same one."""
    found = Assessment.objects.of(owner).current()
    if found is not None:
        return found
    try:
        with write_transaction(), transaction.atomic():
            return Assessment.objects.create(owner=owner)
    except IntegrityError:
        return Assessment.objects.get(owner=owner, closed__isnull=True)


def save_answers(
    *, check: Assessment, answers: Answers, catalogue: Catalogue, now: datetime, stage: int = 0
) -> triage.Outcome:
    """Keep the answers, without those that no longer apply, and what they come to now.

    What another tab has answered since this check was read is kept too: only the
    difference to what was read is written.
    """
    read = Answers.restore(check.answers, catalogue)
    with write_transaction():
        kept = Assessment.objects.select_for_update().values_list("answers", "progress")
        stored, progress = kept.get(pk=check.pk)
        if stored != check.answers:
            answers = Answers.restore(stored, catalogue).with_changes(read, answers)
        answers = flow.drop_void(answers, catalogue)
        outcome = triage.assess(answers, catalogue, now)
        check.answers = answers.to_data()
        check.progress = max(progress, stage)
        check.level = outcome.level.slug
        check.outcome = _shown(outcome, now)
        check.content_version = catalogue.version
        check.changed = now
        check.save()
    return outcome


def take_back(
    *, check: Assessment, questions: Iterable[str], catalogue: Catalogue, now: datetime
) -> triage.Outcome:
    """Take answers back ("I answered by mistake"): they become unanswered, never "no"."""
    answers = Answers.restore(check.answers, catalogue).without(questions)
    return save_answers(check=check, answers=answers, catalogue=catalogue, now=now)


def close_check(*, check: Assessment) -> Assessment:
    """Put a check aside so that a new one can begin."""
    check.closed = max(timezone.now(), check.started)
    with write_transaction():
        check.save(update_fields=["closed"])
    return check


def erase_checks(*, owner: Owner) -> int:
    """Delete every check of an owner for good; returns how many there were."""
    with write_transaction():
        return Assessment.objects.of(owner).delete()[0]


def _shown(outcome: triage.Outcome, now: datetime) -> dict[str, object]:
    return {
        "level": outcome.level.slug,
        "within_days": outcome.within_days,
        "rules": [
            {"id": reason.rule.id, "text": reason.rule.text, "answers": list(reason.answers)}
            for reason in outcome.reasons
        ],
        "content_version": outcome.content_version,
        "at": now.isoformat(),
    }
