"""Private methods of the classes that make up one page of the admin do not hide each other."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib import admin

ROOT = Path(__file__).parents[2]


def hidden_methods(kind: type) -> Iterator[str]:
    """Private methods of our own classes that another class of the same page replaces unasked."""
    found: dict[str, tuple[type, Any]] = {}
    for owner in kind.__mro__:
        if not (ROOT / owner.__module__.partition(".")[0]).is_dir():
            continue
        for name, method in vars(owner).items():
            if not inspect.isfunction(method) or not name.startswith("_") or name.endswith("__"):
                continue
            if name in found and f"super().{name}(" not in inspect.getsource(found[name][1]):
                yield f"{found[name][0].__name__} hides {owner.__name__}.{name}"
            found[name] = owner, method


class Upper:
    def _kept(self) -> None: ...

    def _hidden(self) -> None: ...


class Lower(Upper):
    def _kept(self) -> None:
        super()._kept()

    def _hidden(self) -> None: ...


def test_no_class_of_a_page_hides_a_private_method_of_another() -> None:
    assert [*hidden_methods(Lower)] == ["Lower hides Upper._hidden"]
    kinds = {
        kind
        for kin in admin.site._registry.values()
        for kind in (type(kin), kin.form, *kin.inlines)
    }
    assert sorted({said for kind in kinds for said in hidden_methods(kind)}) == []
