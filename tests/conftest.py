"""For every test: nobody's own settings, saves or packs; the same words on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# A busy build machine is no defect of the code: no test fails for being slow.
settings.register_profile(
    "diplogame", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("diplogame")


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Settings, saves and packs of the person at the machine are neither read nor written."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIPLOGAME_HOME", str(home))
        for name in ("NO_COLOR", "TEXTUAL", "TEXTUAL_THEME", "COLUMNS", "LINES"):
            patch.delenv(name, raising=False)
        yield home


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-goldens`` rewrites the golden playthroughs instead of comparing with them."""
    parser.addoption("--update-goldens", action="store_true", help="rewrite tests/golden/*.txt")


@pytest.fixture
def update_goldens(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return bool(request.config.getoption("--update-goldens"))
