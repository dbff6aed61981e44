"""The site as a WSGI application; what the server runs is `asgi.py`, which calls it."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backspasm.settings")

# Whoever writes holds the one lock of SQLite and gives up Python's own at every query; at
# Python's 5 ms it then waits for the other threads of its worker, and all writers for it.
# Measured with 16 writers: twice the writes, a third of the 99th percentile.
sys.setswitchinterval(0.0005)

application = get_wsgi_application()
