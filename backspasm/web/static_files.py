"""Static files: joined, minified, hashed, compressed, and never a reason to fail."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import utils
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from backspasm.web import bundles


class ForgivingStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """A page without its style still says whom to call: a file that is missing is only named."""

    def url(self, name: str | None, force: bool = False) -> str:
        """The address with its hash, or without one where nobody knows it."""
        try:
            return str(super().url(name, force))
        except ValueError:
            return FileSystemStorage.url(self, name)


class BundleFinder(BaseFinder):
    """Finds the bundles: as they are written while someone works, minified when collected."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Each bundle can be joined."""
        problems: list[CheckMessage] = []
        for name in bundles.NAMES:
            try:
                bundles.join(name, settings.BUNDLE_SOURCES)
            except bundles.BundleError as error:
                problems.append(Error(f"{name}: {error}", id="web.E002"))
        return problems

    def find(  # type: ignore[override]
        self,
        path: str,
        find_all: bool = False,
        **kwargs: Any,
    ) -> str | list[str]:
        """Where a bundle lies, joined anew if a source has changed; nothing for other files."""
        if path not in bundles.NAMES:
            return []
        found = str(build(path))
        return [found] if find_all else found

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, FileSystemStorage]]:
        """All bundles, for `collectstatic`."""
        ignored = list(ignore_patterns or ())
        for name in bundles.NAMES:
            if not utils.matches_patterns(name, ignored):
                build(name)
                yield name, self._minified

    @cached_property
    def _minified(self) -> FileSystemStorage:
        return MinifiedBundles(location=settings.BUNDLE_ROOT)


class MinifiedBundles(FileSystemStorage):
    """The built bundles; whoever opens one reads it without comments and spare space."""

    def _open(self, name: str, mode: str = "rb") -> File:  # type: ignore[type-arg]
        text = Path(self.path(name)).read_text(encoding="utf-8")
        return ContentFile(bundles.minify(name, text).encode(), name=name)


def build(name: str) -> Path:
    """The file of a bundle. It is compared, not dated: a source may also become an older one."""
    text = bundles.join(name, settings.BUNDLE_SOURCES)
    path: Path = settings.BUNDLE_ROOT / name
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        _replace(path, text)
    return path


def _replace(path: Path, text: str) -> None:
    """At once: another thread or process may be reading the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(temporary).replace(path)
