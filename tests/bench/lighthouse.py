"""`make lighthouse`: what Lighthouse says about the first pages, as a phone sees them.

Needs Node (18 or newer) and Chromium: Debian's `chromium-headless-shell` or `chromium`, or
the one that CHROME_PATH names. The npm package is installed into var/ the first
time, from whatever registry npm is set up for; nothing else of this project needs Node.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench import servers
from tests.bench.visitor import Visitor
from tests.care.sample import PLAIN
from tests.chromium import NAMES, on_this_machine

VERSION = "12.8.2"
FOLDER = servers.ROOT / "var" / "lighthouse"
PROGRAM = FOLDER / "node_modules" / ".bin" / "lighthouse"
SCORES = ("performance", "accessibility", "best-practices", "seo")
PLAN, PLAYER = "/check/plan/", "/session/"
PAGES = {
    "home": "/",
    "floor": "/now/",
    "player": PLAYER,
    "first question": "/check/danger-now/",
    "plan": PLAN,
}


def main() -> None:
    """Print the four scores of each page."""
    chromium = on_this_machine()
    for program, words in (
        (shutil.which("node"), "node"),
        (shutil.which("npm"), "npm"),
    ):
        if not program:
            raise SystemExit(
                f"{words} is missing: install Node 18 or newer to run Lighthouse."
            )
    if not chromium or not Path(chromium).exists():
        raise SystemExit(
            f"{' or '.join(NAMES)} is missing: install it, or say CHROME_PATH=..."
        )
    install()
    with servers.site() as site:
        known = {PLAN: checked(site.port), PLAYER: lying(site.port)}
        sys.stdout.write(
            f"{'page':<18}" + "".join(f"{name:>16}" for name in SCORES) + "\n"
        )
        for name, path in PAGES.items():
            scores = measure(
                f"http://localhost:{site.port}{path}",
                chromium,
                known.get(path, {}),
            )
            sys.stdout.write(
                f"{name:<18}"
                + "".join(f"{scores[n]:>16}" for n in SCORES)
                + "\n"
            )
            sys.stdout.flush()
    sys.stdout.write(
        "Personal pages are not meant for search engines: their SEO score is lower.\n"
    )


def checked(port: int) -> dict[str, str]:
    """The cookies of someone who has answered the whole check, as a header."""
    person = Visitor(port)
    person.answer_check(PLAIN)
    return _header(person)


def lying(port: int) -> dict[str, str]:
    """The cookies of someone who lies on the floor with a position running, as a header."""
    person = Visitor(port)
    person.get("/now/")
    token = {"X-CSRFToken": person.cookies["csrftoken"]}
    assert (
        person.post("/now/", {"danger-now": "none"}, **token).location == PLAYER
    )
    return _header(person)


def _header(person: Visitor) -> dict[str, str]:
    return {
        "Cookie": "; ".join(
            f"{name}={value}" for name, value in person.cookies.items()
        )
    }


def install() -> None:
    """Lighthouse in var/, once."""
    if PROGRAM.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = [
        "npm",
        "install",
        "--prefix",
        str(FOLDER),
        "--no-audit",
        "--no-fund",
        "--silent",
    ]
    done = subprocess.run([*command, f"lighthouse@{VERSION}"], check=False)
    if done.returncode:
        raise SystemExit(
            "npm could not install Lighthouse: is there a registry it can reach?"
        )


def measure(url: str, chromium: str, headers: dict[str, str]) -> dict[str, int]:
    """The scores of one page, 0-100, on a simulated phone."""
    report = FOLDER / "report.json"
    command = [
        str(PROGRAM),
        url,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
    ]
    command += [
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        "--max-wait-for-load=30000",
    ]
    command += [
        f"--only-categories={','.join(SCORES)}",
        f"--extra-headers={json.dumps(headers)}",
    ]
    environment = os.environ | {"CHROME_PATH": chromium}
    # On a busy machine it now and then misses the page's start.
    for last in (False, False, True):
        if not subprocess.run(
            command, check=last, env=environment, cwd=FOLDER, timeout=180
        ).returncode:
            break
    categories = json.loads(report.read_text())["categories"]
    return {
        name: round((categories[name]["score"] or 0) * 100) for name in SCORES
    }


if __name__ == "__main__":
    main()
