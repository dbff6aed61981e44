"""The content pack, read once a process."""

from functools import cache

from django.conf import settings

from backspasm.care.catalogue import Catalogue
from backspasm.care.content.loading import load_catalogue


@cache
def catalogue() -> Catalogue:
    """Everything the product knows; raises ContentError when the pack cannot be read."""
    return load_catalogue(settings.CONTENT_DIR)
