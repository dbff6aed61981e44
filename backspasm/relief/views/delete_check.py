"""Delete the check in progress, and take that back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from backspasm.accounts.owners import current_owner
from backspasm.assessments import actions, deletion
from backspasm.assessments.models import Assessment
from backspasm.relief.floor import partial_answers
from backspasm.web.way_back import belongs_to


@login_not_required
@require_POST
def delete(request: HttpRequest) -> HttpResponse:
    """The check in progress alone goes; the page that follows offers it back."""
    owner = current_owner(request)
    partial_answers.let_go(request)
    check = Assessment.objects.of(owner).current()
    if check is None:
        messages.info(request, _("There was no check to delete."))
        return redirect("relief:home")
    actions.delete_check(check=check)
    return redirect(f"{reverse('relief:home')}?{deletion.DELETED}={check.pk}")


@belongs_to("assessments:check")
@login_not_required
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo: the check is there again, unless another was begun since."""
    check = deletion.restorable(current_owner(request), pk, timezone.now())
    if check is None:
        raise Http404
    if check.deleted_at is not None and not actions.restore_check(check=check):
        messages.error(
            request, _("You have begun another check since. That one stays.")
        )
        return redirect("relief:home")
    return redirect("assessments:check")
