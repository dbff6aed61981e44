from tests.care.conftest import catalogue

__all__ = ["catalogue"]
