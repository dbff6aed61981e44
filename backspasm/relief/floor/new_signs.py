"""What someone tells of who holds a position, besides the danger signs."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest

from backspasm.assessments.answering import record_answers
from backspasm.assessments.current import Current
from backspasm.care.check import routing
from backspasm.care.check.answers import Answers


def record_new_signs(
    request: HttpRequest,
    here: Current,
    lines: Sequence[str],
) -> Answers:
    """Keep these lines. Raises Http404 when the check was deleted in another tab."""
    answers = here.answers
    for line in lines:
        answers = routing.with_new_sign(answers, here.catalogue, line, here.now)
    recorded = record_answers(request, here, answers)
    if recorded is None:
        # What is told is answered still, see `degraded`.
        raise Http404
    return recorded.here.answers


def record_if_new_signs(
    request: HttpRequest,
    here: Current,
    lines: Sequence[str],
) -> bool:
    """Keep those of these lines that are new signs; whether there are any."""
    question = here.catalogue.roles.question.new_sign
    known = here.catalogue.questions[question].by_id
    new = [line for line in lines if line in known]
    if here.check is None or not new:
        return False
    record_new_signs(request, here, new)
    return True
