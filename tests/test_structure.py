"""The repository's shape: limits on size (no list of exceptions), names that shadow nothing, no machine's address."""

import ast
import importlib.util
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("models", "pipeline", "storage", "flows", "desk")

FILE_LINES = 400
FUNCTION_LINES = 50
ARGUMENTS = 6

Function = ast.FunctionDef | ast.AsyncFunctionDef


def tracked_files() -> list[Path]:
    """Files that git knows, or would take up, as they stand in the working tree."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return sorted({ROOT / name for name in names if name and (ROOT / name).is_file()})


def python_files() -> list[Path]:
    found = [path for path in tracked_files() if path.suffix == ".py"]
    assert len(found) > 20, "git lists too few Python files: is this a clone?"
    return found


def functions(source: str) -> Iterator[Function]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def long_functions(source: str) -> list[tuple[str, int]]:
    """(name, lines) of functions over the limit. Decorators, signature and docstring count: a reader reads them too."""
    spans = [(node.name, _last_line(node) - _first_line(node) + 1) for node in functions(source)]
    return [(name, lines) for name, lines in spans if lines > FUNCTION_LINES]


def command_names() -> set[str]:
    """Functions which Typer turns into commands: their arguments are the options of the command line."""
    from desk.cli import app

    return {command.callback.__name__ for command in app.registered_commands if command.callback}


def crowded_functions(source: str) -> list[tuple[str, int]]:
    """(name, arguments) of functions over the limit, `self` and `cls` not counted."""
    counts = [(node.name, _argument_count(node)) for node in functions(source)]
    return [(name, count) for name, count in counts if count > ARGUMENTS]


def _first_line(node: Function) -> int:
    return min([node.lineno, *(each.lineno for each in node.decorator_list)])


def _last_line(node: Function) -> int:
    return node.end_lineno or node.lineno


def _argument_count(node: Function) -> int:
    names = [each.arg for each in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]]
    names += [each.arg for each in (node.args.vararg, node.args.kwarg) if each]
    return len([name for name in names if name not in {"self", "cls"}])


def is_test(path: Path) -> bool:
    return path.relative_to(ROOT).parts[0] == "tests"


def test_no_file_is_too_long() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in python_files()}
    assert {name: lines for name, lines in lengths.items() if lines > FILE_LINES} == {}


def test_no_function_is_too_long() -> None:
    long = {
        str(path.relative_to(ROOT)): long_functions(path.read_text()) for path in python_files() if not is_test(path)
    }
    assert {name: found for name, found in long.items() if found} == {}


def test_no_function_takes_too_many_arguments() -> None:
    commands = command_names()
    crowded = {
        f"{path.relative_to(ROOT)}: {name}": count
        for path in python_files()
        if not is_test(path)
        for name, count in crowded_functions(path.read_text())
        if not (path.parent == ROOT / "desk" and name in commands)
    }
    assert crowded == {}


def test_the_limits_are_measured() -> None:
    body = "\n".join("    x = 1" for _ in range(FUNCTION_LINES))
    assert long_functions(f"def f():\n{body}\n") == [("f", FUNCTION_LINES + 1)]
    assert long_functions(f"class C:\n  @property\n  def f(self):\n{body}\n") == [("f", FUNCTION_LINES + 2)]
    assert crowded_functions("def f(self, a, b, c, /, d, *, e, f): ...") == []
    assert crowded_functions("async def f(a, b, *c, d, e, f, **g): ...") == [("f", 7)]


@pytest.mark.parametrize("name", PACKAGES)
def test_package_is_the_repository_s_own(name: str) -> None:
    """The five names are generic: an installed package of the same name must not come first."""
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).resolve() == ROOT / name / "__init__.py"


@pytest.mark.parametrize("folder", ["flows", "desk"])
def test_no_module_shadows_a_package(folder: str) -> None:
    """Prefect's path entrypoints put a flow's own folder first on the import path."""
    inside = {path.stem for path in (ROOT / folder).rglob("*")}
    assert inside & set(PACKAGES) == set()


def test_what_is_checked_is_what_runs() -> None:
    """The lock file for development holds the very files, by hash, of the one for running, and more."""
    run, dev = (ROOT.joinpath(name).read_text() for name in ("requirements.lock", "requirements-dev.lock"))
    pins, dev_pins = (dict(re.findall(r"^([a-z0-9-]+)(?:\[\S+\])?==(\S+)", text, re.MULTILINE)) for text in (run, dev))
    assert len(pins) > 50
    assert pins.items() < dev_pins.items()
    hashes, dev_hashes = (set(re.findall(r"--hash=(\S+)", text)) for text in (run, dev))
    assert hashes < dev_hashes


# Written in pieces, so that this file does not hold what it looks for.
REGISTRY_HOSTS = (
    r"pypi\." + "org",
    "pythonhosted" + r"\.org",
    r"deb\.debian" + r"\.org",
    r"(?:security|snapshot|ftp)\.(?:[a-z]+\.)?debian" + r"\.org",
    r"archive\.ubuntu" + r"\.com",
    r"registry\.npmjs" + r"\.org",
    r"registry\.yarnpkg" + r"\.com",
    r"proxy\.golang" + r"\.org",
    "crates" + r"\.io",
    r"(?:docker|ghcr|quay)" + r"\.io",
)
MACHINE_PATHS = (r"(?<![\w.~/-])/" + "work/", r"(?<![\w.~/-])/" + "root/", r"(?<![\w.~/-])/" + "tmp/w/")
MACHINE_ADDRESS = re.compile("|".join([*REGISTRY_HOSTS, *MACHINE_PATHS]), re.IGNORECASE)


def test_no_committed_file_holds_an_address_of_a_machine() -> None:
    """Where packages come from and where the repository lies is the machine's own affair."""
    found = []
    for path in tracked_files():
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in MACHINE_ADDRESS.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    ("text", "is_address"),
    [
        ("https://pypi." + "org/simple", True),
        ("files.pythonhosted." + "org", True),
        ("URIs: http://deb.debian." + "org/debian", True),
        ("cd '/work" + "/main'", True),
        ("path=/root" + "/.config", True),
        ("docs.ceph.com", False),
        ("a/work" + "/b", False),
        ("~/root" + "/x", False),
    ],
)
def test_addresses_are_recognised(text: str, is_address: bool) -> None:
    assert bool(MACHINE_ADDRESS.search(text)) is is_address
