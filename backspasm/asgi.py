"""The ASGI application that the server runs: the site behind its front."""

from django.core.handlers.wsgi import WSGIRequest

from backspasm.web.catalogue import catalogue
from backspasm.web.danger_path import is_on_danger_path
from backspasm.web.front import Front
from backspasm.web.place import country_of
from backspasm.web.warm import warm_up
from backspasm.web.wsgi_call import Environ
from backspasm.wsgi import application as site


def emergency_number(environ: Environ) -> str:
    """The number of the country a request probably comes from: by its cookies and language."""
    return catalogue().emergency_number(country_of(WSGIRequest(environ))).main


application = Front(
    site, is_on_danger_path=is_on_danger_path, emergency_number=emergency_number
)

# In each worker, and before it takes its first connection.
warm_up(site)
