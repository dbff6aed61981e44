"""Static files: hashed, compressed, and never a reason to fail."""

from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class ForgivingStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """A page without its style still says whom to call: a file that is missing is only named."""

    def url(self, name: str | None, force: bool = False) -> str:
        """The address with its hash, or without one where nobody knows it."""
        try:
            return str(super().url(name, force))
        except ValueError:
            return FileSystemStorage.url(self, name)
