from pathlib import Path

import pytest

from backspasm.care.catalogue import Catalogue
from backspasm.care.content.loading import load_catalogue

CONTENT = Path(__file__).resolve().parents[2] / "fixtures" / "content"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(CONTENT)
