import pytest

from qantar.export.format import Material
from tests.export.formats.story import story


@pytest.fixture(scope="session")
def record() -> Material:
    return story()
