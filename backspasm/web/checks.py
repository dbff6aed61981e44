"""``manage.py check`` reads the content pack as strictly as the code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from backspasm.care.content.loading import ContentError, load_catalogue
from backspasm.care.content.validation import check_pack
from backspasm.web.figures import file_name, folder


@register
def content(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Every fault of the pack, with its file, entry and key; a figure that is missing."""
    try:
        pack = load_catalogue(settings.CONTENT_DIR)
    except ContentError as error:
        return [Error(str(error), id="content.E001")]
    faults = [
        Error(
            f"{fault.file}: {fault.entry}: {fault.key}: {fault.message}",
            id="content.E002",
        )
        for fault in check_pack(pack)
    ]
    missing = [
        Error(
            f"techniques/{technique.id}.toml: drawn: has no figure",
            hint="manage.py figures draws it from its pose.",
            id="content.E003",
        )
        for technique in pack.techniques.values()
        if technique.drawn
        and not (folder() / file_name(technique.id)).is_file()
    ]
    return [*faults, *missing]
