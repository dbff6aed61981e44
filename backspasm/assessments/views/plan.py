"""stub"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse


@login_not_required
def plan(request):
    return HttpResponse("")


@login_not_required
def plan_ics(request):
    return HttpResponse("")
