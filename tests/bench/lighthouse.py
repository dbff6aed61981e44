"""`make lighthouse`: what Lighthouse says about the first pages, as a phone sees them.

Needs Node (18 or newer) and Chromium. The npm package is installed into var/ the first
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

VERSION = "12.8.2"
FOLDER = servers.ROOT / "var" / "lighthouse"
PROGRAM = FOLDER / "node_modules" / ".bin" / "lighthouse"
SCORES = ("performance", "accessibility", "best-practices", "seo")
PAGES = {"home": "/", "first question": "/check/danger-now/", "plan": "/check/plan/"}


def main() -> None:
    """Print the four scores of each page."""
    chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium") or "/usr/bin/chromium"
    for program, words in ((shutil.which("node"), "node"), (shutil.which("npm"), "npm")):
        if not program:
            raise SystemExit(f"{words} is missing: install Node 18 or newer to run Lighthouse.")
    if not Path(chromium).exists():
        raise SystemExit("chromium is missing: install it, or name one in CHROME_PATH.")
    install()
    with servers.site() as site:
        person = Visitor(site.port)
        person.answer_check(PLAIN)
        cookies = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
        sys.stdout.write(f"{'page':<18}" + "".join(f"{name:>16}" for name in SCORES) + "\n")
        for name, path in PAGES.items():
            headers = {"Cookie": cookies} if path == "/check/plan/" else {}
            scores = measure(f"http://localhost:{site.port}{path}", chromium, headers)
            sys.stdout.write(f"{name:<18}" + "".join(f"{scores[n]:>16}" for n in SCORES) + "\n")
            sys.stdout.flush()
    sys.stdout.write("Personal pages are not meant for search engines: their SEO score is lower.\n")


def install() -> None:
    """Lighthouse in var/, once."""
    if PROGRAM.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--prefix", str(FOLDER), "--no-audit", "--no-fund", "--silent"]
    done = subprocess.run([*command, f"lighthouse@{VERSION}"], check=False)
    if done.returncode:
        raise SystemExit("npm could not install Lighthouse: is there a registry it can reach?")


def measure(url: str, chromium: str, headers: dict[str, str]) -> dict[str, int]:
    """The scores of one page, 0-100, on a simulated phone."""
    report = FOLDER / "report.json"
    command = [str(PROGRAM), url, "--quiet", "--output=json", f"--output-path={report}"]
    command += [
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        "--max-wait-for-load=30000",
    ]
    command += [f"--only-categories={','.join(SCORES)}", f"--extra-headers={json.dumps(headers)}"]
    subprocess.run(
        command, check=True, env=os.environ | {"CHROME_PATH": chromium}, cwd=FOLDER, timeout=180
    )
    categories = json.loads(report.read_text())["categories"]
    return {name: round((categories[name]["score"] or 0) * 100) for name in SCORES}


if __name__ == "__main__":
    main()
