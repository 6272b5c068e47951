"""Nine of ten public names have a docstring; docs/testing.md says which names need one."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = (
    "deploy",
    "desk",
    "districts",
    "events",
    "feedback",
    "languages",
    "opendata",
    "publishing",
    "accounts",
    "search",
    "sro_site",
    "timeline",
)
DECLARATIONS = ("Meta", "Media")  # classes in which Django reads options


def test_public_names_have_docstrings() -> None:
    found = dict(name for package in PACKAGES for name in _names(package))
    missing = [name for name, documented in found.items() if not documented]
    share = 1 - len(missing) / len(found)
    assert share >= 0.9, f"{share:.1%} of {len(found)}; without:\n" + "\n".join(missing)


def _names(package: str) -> Iterator[tuple[str, bool]]:
    """The names of a package that need a docstring, and whether they have one; no migrations."""
    for path in sorted((ROOT / package).rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        tree = ast.parse(path.read_text())
        if "migrations" not in path.parts and any(_public(tree)):
            yield from _inside(tree, import_module(module), module)


def _inside(node: ast.AST, owner: Any, prefix: str) -> Iterator[tuple[str, bool]]:
    for child in _public(node):
        name = f"{prefix}.{child.name}"
        if not _from_framework(owner, child.name):
            yield name, ast.get_docstring(child) is not None
        if isinstance(child, ast.ClassDef):
            yield from _inside(child, getattr(owner, child.name), name)


def _public(node: ast.AST) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef) and _is_public(child.name):
            yield child


def _is_public(name: str) -> bool:
    return not name.startswith("_") and name not in DECLARATIONS


def _from_framework(owner: Any, name: str) -> bool:
    """Whether a class has `name` from a base class that is not ours, which documents it."""
    bases = owner.__mro__ if isinstance(owner, type) else ()
    return any(
        name in vars(base) for base in bases if base.__module__.split(".")[0] not in PACKAGES
    )
