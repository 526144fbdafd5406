"""Figures of a code base: sizes, complexity, documentation and density, for one or more trees.

``python bench/figures.py [TREE[:TESTS] ...]`` prints a Markdown table; without arguments it
measures ``simulator`` with its tests and adds a table of its packages. Lines of a function do not
count its docstring. Complexity is McCabe's: 1, and 1 for each branch, loop, handler, case, boolean
operand and comprehension.
"""

import ast
import io
import sys
import tokenize
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median

Function = ast.FunctionDef | ast.AsyncFunctionDef
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
BRANCHES = (
    ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.match_case,
    ast.Assert, ast.comprehension,
)  # fmt: skip


@dataclass
class Tree:
    """The counts of all files of a tree."""

    lines: int = 0
    files: list[int] = field(default_factory=list)
    functions: list[int] = field(default_factory=list)
    complexity: list[int] = field(default_factory=list)
    parameters: list[int] = field(default_factory=list)
    public: int = 0
    documented: int = 0
    annotated: int = 0
    comments: int = 0
    docstrings: int = 0
    wide: int = 0
    comprehensions: int = 0
    conditionals: int = 0
    chained: int = 0
    starred: int = 0
    imports: dict[str, dict[str, set[str]]] = field(default_factory=dict)


def measured(root: Path) -> Tree:
    """Return the counts of every Python file below ``root``."""
    tree = Tree()
    files = {module_name(root, path): path for path in sorted(root.rglob("*.py"))}
    for name, path in files.items():
        text = path.read_text("utf-8")
        parsed = ast.parse(text)
        count_lines(tree, text)
        for node in ast.walk(parsed):
            count_node(tree, node)
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        tree.imports[name] = imported(parsed, package, set(files))
    return tree


def module_name(root: Path, path: Path) -> str:
    """Return the dotted name of the module in this file."""
    parts = [root.name, *path.relative_to(root).with_suffix("").parts]
    if parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts)


def count_lines(tree: Tree, text: str) -> None:
    """Count the lines and the comments of one file."""
    lines = text.splitlines()
    tree.lines += len(lines)
    tree.files.append(len(lines))
    tree.wide += sum(len(line) > 100 for line in lines)
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    tree.comments += len({t.start[0] for t in tokens if t.type == tokenize.COMMENT})


def count_node(tree: Tree, node: ast.AST) -> None:
    """Count one node of a syntax tree."""
    if isinstance(node, ast.Module | ast.ClassDef | Function):
        count_documentation(tree, node)
    if isinstance(node, Function):
        count_function(tree, node)
    elif isinstance(node, COMPREHENSIONS):
        tree.comprehensions += 1
    elif isinstance(node, ast.IfExp):
        tree.conditionals += 1
        tree.chained += isinstance(node.orelse, ast.IfExp)
    elif isinstance(node, ast.List | ast.Tuple | ast.Set) and not is_target(node):
        tree.starred += any(isinstance(part, ast.Starred) for part in node.elts)


def is_target(node: ast.List | ast.Tuple | ast.Set) -> bool:
    """Return whether a display is assigned to, as in ``a, *b = c``."""
    return not isinstance(node, ast.Set) and isinstance(node.ctx, ast.Store)


def count_documentation(tree: Tree, node: ast.Module | ast.ClassDef | Function) -> None:
    """Count a docstring, and whether a public name has one."""
    length = docstring_lines(node)
    tree.docstrings += length
    if not isinstance(node, ast.Module) and not node.name.startswith("_"):
        tree.public += 1
        tree.documented += length > 0


def docstring_lines(node: ast.Module | ast.ClassDef | Function) -> int:
    """Return the number of lines of a docstring, 0 if there is none."""
    if ast.get_docstring(node, clean=False) is None:
        return 0
    first = node.body[0]
    return (first.end_lineno or first.lineno) - first.lineno + 1


def count_function(tree: Tree, node: Function) -> None:
    """Count the length, complexity, parameters and annotations of a function."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    tree.functions.append(length - docstring_lines(node))
    tree.complexity.append(1 + sum(complexity_of(inner) for inner in own_nodes(node)))
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    wanted = [one for one in arguments if one.arg not in ("self", "cls")]
    tree.parameters.append(len(wanted))
    tree.annotated += node.returns is not None and all(one.annotation for one in wanted)


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a function without those of the functions inside it."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, Function):
            yield child
            yield from own_nodes(child)


def complexity_of(node: ast.AST) -> int:
    """Return what one node adds to the complexity of its function."""
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    if isinstance(node, ast.comprehension):
        return 1 + len(node.ifs)
    return int(isinstance(node, BRANCHES))


def imported(parsed: ast.Module, package: str, known: set[str]) -> dict[str, set[str]]:
    """Return the modules that one module imports: at import, lazily, and for types only."""
    found: dict[str, set[str]] = {"import": set(), "lazy": set(), "typing": set()}

    def visit(node: ast.AST, when: str) -> None:
        for child in ast.iter_child_nodes(node):
            inner = "lazy" if isinstance(child, Function) and when == "import" else when
            if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
                inner = "typing"
            if isinstance(child, ast.Import | ast.ImportFrom):
                found[when] |= set(modules(child, package)) & known
            visit(child, inner)

    visit(parsed, "import")
    return found


def modules(node: ast.Import | ast.ImportFrom, package: str) -> Iterator[str]:
    """Yield every name that an import statement may import as a module."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    parts = package.split(".")
    base = ".".join(parts[: len(parts) + 1 - node.level]) if node.level else ""
    origin = ".".join(filter(None, (base, node.module)))
    yield origin
    yield from (f"{origin}.{alias.name}" for alias in node.names)


def in_circles(tree: Tree, kinds: Sequence[str]) -> int:
    """Return the number of modules that can be reached from themselves by these imports."""
    graph = {
        name: set().union(*(found[kind] for kind in kinds)) - {name}
        for name, found in tree.imports.items()
    }
    return sum(reaches_itself(graph, name) for name in graph)


def reaches_itself(graph: dict[str, set[str]], name: str) -> bool:
    """Return whether a module can be reached from itself."""
    reached: set[str] = set()
    pending = list(graph[name])
    while pending:
        module = pending.pop()
        if module not in reached:
            reached.add(module)
            pending += graph[module]
    return name in reached


def share(numbers: Sequence[int], percent: int) -> int:
    """Return the percentile by the nearest rank."""
    ordered = sorted(numbers)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def above(numbers: Sequence[int], most: int) -> int:
    """Return how many numbers are larger than ``most``."""
    return sum(number > most for number in numbers)


COLUMNS: dict[str, Callable[[Tree], str]] = {
    "files / lines": lambda t: f"{len(t.files)} / {t.lines}",
    "file med / p90 / max": lambda t: (
        f"{median(t.files):g} / {share(t.files, 90)} / {max(t.files)}"
    ),
    "function med / p90 / p99 / max": lambda t: (
        f"{median(t.functions):g} / {share(t.functions, 90)} / {share(t.functions, 99)} / "
        f"{max(t.functions)}"
    ),
    "cc mean / p99 / max (>10)": lambda t: (
        f"{mean(t.complexity):.2f} / {share(t.complexity, 99)} / {max(t.complexity)} "
        f"({above(t.complexity, 10)})"
    ),
    "params p90 / max (>5)": lambda t: (
        f"{share(t.parameters, 90)} / {max(t.parameters)} ({above(t.parameters, 5)})"
    ),
    "public docstr.": lambda t: f"{100 * t.documented / max(1, t.public):.0f} %",
    "annot.": lambda t: f"{100 * t.annotated / len(t.functions):.0f} %",
    "comments / docstr. per 100": lambda t: (
        f"{100 * t.comments / t.lines:.1f} / {100 * t.docstrings / t.lines:.0f}"
    ),
    "cols >100": lambda t: f"{100 * t.wide / t.lines:.1f} %",
    "comprehensions + conditional expr. per kLOC": lambda t: (
        f"{1000 * t.comprehensions / t.lines:.0f} + {1000 * t.conditionals / t.lines:.0f}"
    ),
    "chained conditionals": lambda t: str(t.chained),
    "starred lists per kLOC": lambda t: f"{1000 * t.starred / t.lines:.1f}",
    "files in import circles: at import / lazy / typing": lambda t: " / ".join(
        str(in_circles(t, ("import", "lazy", "typing")[:kinds])) for kinds in (1, 2, 3)
    ),
}


def table(trees: dict[str, Tree], tests: dict[str, Tree]) -> Iterator[str]:
    """Yield the lines of a Markdown table, a row for each tree."""
    yield "| tree | " + " | ".join([*COLUMNS, "tests:code"]) + " |"
    yield "|---" * (len(COLUMNS) + 2) + "|"
    for name, tree in trees.items():
        cells = [column(tree) for column in COLUMNS.values()]
        ratio = f"{tests[name].lines / tree.lines:.2f}" if name in tests else ""
        yield f"| {name} | " + " | ".join([*cells, ratio]) + " |"


def main(arguments: list[str]) -> None:
    """Print the figures of the trees named, or of this program and each of its packages."""
    trees, tests = {}, {}
    for argument in arguments or ["simulator:tests"]:
        code, _, test_folder = argument.partition(":")
        trees[code] = measured(Path(code))
        if test_folder:
            tests[code] = measured(Path(test_folder))
    print("\n".join(table(trees, tests)))
    if arguments:
        return
    print("\n| package | lines | comments per 100 lines |\n|---|---|---|")
    for folder in sorted(path.parent for path in Path("simulator").glob("*/__init__.py")):
        tree = measured(folder)
        print(f"| {folder.name} | {tree.lines} | {100 * tree.comments / tree.lines:.1f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
