"""The static files as a site serves them: joined, minified, hashed, compressed."""

from dataclasses import dataclass
from pathlib import Path

import brotli


@dataclass(frozen=True)
class Collected:
    """What `collectstatic` wrote."""

    root: Path

    def size(self, name: str) -> int:
        """Bytes of a file before it is compressed."""
        return self._file(name).stat().st_size

    def on_the_wire(self, name: str) -> int:
        """Bytes that a browser loads."""
        file = self._file(name)
        packed = file.with_name(f"{file.name}.br")
        if packed.exists():
            return packed.stat().st_size
        return len(brotli.compress(file.read_bytes()))

    def _file(self, name: str) -> Path:
        stem, _, ending = name.rpartition(".")
        (file,) = self.root.glob(f"{stem}.????????????.{ending}")
        return file
