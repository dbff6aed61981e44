"""How dense and how tangled the sources are: figures that anyone can make again.

`python -m tests.density` prints them; `--check` fails where a limit is passed.

Density of a function: nodes of its syntax tree divided by the lines it covers, its
docstring and its comments left out. The figure of a folder is the median.

Complexity of a function: cognitive complexity as G. Ann Campbell defines it (a branch, a
loop and a handler count one and one more for each level they are nested in; each change
of boolean operator counts one), with what her paper leaves out: a ternary counts as a
branch does, and so does each `for` and each `if` of a comprehension beyond its first.
"""

from __future__ import annotations

import argparse
import ast
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST_COMPLEX = 10
LONGEST_FUNCTION = 60
LONGEST_FILE = 450
LONGEST_TEMPLATE_LINE = 120
MOST_TAGS = 4
"""More than this many tags on one line of a template are too many to read."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True)
class Measured:
    """One function."""

    where: str
    lines: int
    nodes: int
    ternaries: int
    """And comprehensions."""
    complexity: int

    @property
    def density(self) -> float:
        """Syntax nodes a line."""
        return self.nodes / self.lines


def functions(path: Path) -> Iterator[Measured]:
    """Each function and method of a file, those inside another counted with it."""
    source = path.read_text(encoding="utf-8")
    code = {
        number
        for number, line in enumerate(source.splitlines(), start=1)
        if line.strip() and not line.strip().startswith("#")
    }
    for function in _outermost(ast.parse(source)):
        body = (
            function.body[1:] if ast.get_docstring(function) else function.body
        )
        first = min(
            (d.lineno for d in function.decorator_list), default=function.lineno
        )
        last = function.end_lineno or first
        docstring = range(0)
        if ast.get_docstring(function):
            docstring = range(
                function.body[0].lineno, (function.body[0].end_lineno or 0) + 1
            )
        lines = len(
            code.intersection(range(first, last + 1)).difference(docstring)
        )
        inside = [node for part in body for node in ast.walk(part)]
        yield Measured(
            f"{path.relative_to(ROOT)}:{function.lineno} {function.name}",
            lines,
            len(inside) + sum(1 for _ in ast.walk(function.args)),
            sum(
                isinstance(node, (ast.IfExp, *COMPREHENSIONS))
                for node in inside
            ),
            sum(complexity(part, 0) for part in body),
        )


def _outermost(tree: ast.AST) -> Iterator[Function]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function):
            yield node
        else:
            yield from _outermost(node)


def complexity(node: ast.AST, depth: int) -> int:
    """What one node adds, with all below it, when it stands `depth` levels deep."""
    below = [*ast.iter_child_nodes(node)]
    match node:
        case ast.If():
            return _branch(node, depth)
        case (
            ast.IfExp()
            | ast.For()
            | ast.AsyncFor()
            | ast.While()
            | ast.ExceptHandler()
        ):
            return (
                1 + depth + sum(complexity(part, depth + 1) for part in below)
            )
        case ast.Match():
            return (
                1 + depth + sum(complexity(part, depth + 1) for part in below)
            )
        case ast.BoolOp():
            return 1 + sum(complexity(part, depth) for part in below)
        case ast.Lambda() | ast.FunctionDef() | ast.AsyncFunctionDef():
            return sum(complexity(part, depth + 1) for part in below)
        case ast.comprehension():
            return len(node.ifs) + sum(
                complexity(part, depth) for part in below
            )
        case _ if isinstance(node, COMPREHENSIONS):
            extra = len(node.generators) - 1
            return extra + sum(complexity(part, depth + 1) for part in below)
    return sum(complexity(part, depth) for part in below)


def _branch(node: ast.If, depth: int) -> int:
    """An `if` with its `elif`s, which are no deeper than itself."""
    total = 1 + depth + complexity(node.test, depth)
    total += sum(complexity(part, depth + 1) for part in node.body)
    match node.orelse:
        case []:
            return total
        case [ast.If() as other]:
            return total + _branch(other, depth) - depth
    return total + 1 + sum(complexity(part, depth + 1) for part in node.orelse)


def template_lines(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Each line of each template: where, how many letters, how many tags."""
    for path in sorted(folder.rglob("*.*")):
        for number, line in enumerate(
            path.read_text(encoding="utf-8").splitlines(), start=1
        ):
            tags = line.count("<") - line.count("</") + line.count("{%")
            yield f"{path.relative_to(ROOT)}:{number}", len(line), tags


@dataclass(frozen=True)
class House:
    """All sources that were measured."""

    functions: list[Measured]
    files: list[tuple[str, int]]
    """Each with its lines."""
    template_lines: list[tuple[str, int, int]]

    def figures(self) -> Iterator[str]:
        """One line a figure."""
        count = len(self.functions)
        length = statistics.median(one.lines for one in self.functions)
        dense = statistics.median(
            one.density for one in self.functions if one.lines > 1
        )
        ternaries = 100 * sum(one.ternaries for one in self.functions) / count
        tangled = sum(one.complexity > MOST_COMPLEX for one in self.functions)
        crowded = sum(tags > MOST_TAGS for _, _, tags in self.template_lines)
        yield f"functions: {count}, {length:.0f} lines (median)"
        yield f"density: {dense:.1f} syntax nodes a line (median)"
        yield f"ternaries and comprehensions: {ternaries:.0f} per 100 functions"
        yield f"functions of a complexity over {MOST_COMPLEX}: {tangled}"
        yield f"template lines with over {MOST_TAGS} tags: {crowded}"

    def beyond(self) -> Iterator[str]:
        """Each place that is beyond a limit."""
        for one in sorted(self.functions, key=lambda one: -one.complexity):
            if one.complexity > MOST_COMPLEX:
                yield f"{one.where}: complexity {one.complexity}"
            if one.lines > LONGEST_FUNCTION:
                yield f"{one.where}: {one.lines} lines"
        for where, lines in self.files:
            if lines > LONGEST_FILE:
                yield f"{where}: {lines} lines"
        for where, letters, _ in self.template_lines:
            if letters > LONGEST_TEMPLATE_LINE:
                yield f"{where}: {letters} letters"


def measure(root: Path) -> House:
    """The sources below a folder that has `backspasm/` and `templates/`."""
    paths = [
        path
        for path in sorted(root.joinpath("backspasm").rglob("*.py"))
        if "migrations" not in path.parts
    ]
    return House(
        [found for path in paths for found in functions(path)],
        [
            (str(path.relative_to(root)), len(path.read_text().splitlines()))
            for path in paths
        ],
        [*template_lines(root / "templates")],
    )


def main() -> int:
    """Print the figures; 1 where `--check` finds a limit passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="fail where a limit is passed"
    )
    chosen = parser.parse_args()
    house = measure(ROOT)
    beyond = [*house.beyond()]
    print(
        "\n".join([*house.figures(), f"places beyond a limit: {len(beyond)}"])
    )
    if chosen.check:
        print("\n".join(beyond))
    return int(chosen.check and bool(beyond))


if __name__ == "__main__":
    sys.exit(main())
