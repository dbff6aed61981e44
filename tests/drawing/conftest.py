"""The pose files of the pack, read once."""

from pathlib import Path

import pytest

from backspasm.drawing.figure import Pose, load_poses

FOLDER = Path(__file__).parents[2] / "fixtures" / "content" / "poses"
NAMES = sorted(file.stem for file in FOLDER.glob("*.toml"))


@pytest.fixture(scope="session")
def poses() -> dict[str, Pose]:
    return load_poses(FOLDER)


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def pose(poses: dict[str, Pose], name: str) -> Pose:
    return poses[name]
