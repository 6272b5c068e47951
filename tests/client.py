"""A test client that treats staff pages as a browser does."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.contrib.auth.models import AbstractBaseUser
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.utils.http import urlencode

from publishing.submissions import TOKEN, new_token
from tests.admin_forms import read

WITHOUT_FILES = "application/x-www-form-urlencoded"


def anew(data: dict[str, Any]) -> dict[str, Any]:
    """What a page holds, to be sent by somebody else, or to another page."""
    return {name: value for name, value in data.items() if name != TOKEN}


def confirmed(client: Client, path: str, data: dict[str, Any]) -> Any:
    """The answer to a form, with the withdrawal confirmed if the page asks about one."""
    asked: Any = client.post(path, data)
    loss = (asked.context or {}).get("loss")
    return client.post(path, {**anew(data), "withdraw": loss.token}) if loss else asked


def delete(client: Client, path: str, data: dict[str, Any] | None = None) -> Any:
    """The answer after confirming the page that asks whether to delete.

    The page is at `path`; with `data`, it is reached by sending them there, as a list action does.
    """
    asked: Any = client.post(path, data) if data else client.get(path)
    sent = read(asked).sent if asked.status_code == 200 else {}
    return client.post(path, anew(sent)) if "post" in sent else asked


@contextmanager
def unrendered() -> Iterator[None]:
    """Leave pages empty, also those of errors, for tests of who gets them or of what they list.

    To render a page takes most of its time, after all about it has been decided.
    """
    with (
        patch.object(SimpleTemplateResponse, "rendered_content", ""),
        patch("django.shortcuts.loader.render_to_string", return_value=""),
    ):
        yield


class StaffClient(Client):
    """Follows a page to its own address with another query, and sends forms with their tokens.

    A test about tokens sends its own, or `once=""`.
    """

    user: AbstractBaseUser | None = None

    def force_login(self, user: Any, backend: str | None = None) -> None:
        super().force_login(user, backend)
        self.user = user

    def get(self, path: str, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        response: Any = super().get(path, *args, **kwargs)
        onwards = response.headers.get("Location", "")
        own = onwards.partition("?")[0] == path.partition("?")[0]
        adds = f"{TOKEN}=" in onwards or not path.startswith("/admin/")
        return super().get(onwards) if own and adds else response

    def post(self, path: str, data: Any = None, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        if self.user and isinstance(data, dict | None):
            data = {TOKEN: new_token(self.user, path.partition("?")[0]), **(data or {})}
        if isinstance(data, dict) and not any(hasattr(value, "read") for value in data.values()):
            # As a browser does; what is sent with files takes several times as long to read.
            data, kwargs["content_type"] = urlencode(data, doseq=True), WITHOUT_FILES
        return super().post(path, data, *args, **kwargs)
