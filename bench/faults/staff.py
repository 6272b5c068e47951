"""A member of staff who changes a district in the admin, as a browser does."""

from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from types import SimpleNamespace
from urllib.parse import urlencode

from bench.faults.readers import Reply, ask
from tests.admin_forms import read

NAME, PASSWORD = "faults", "a long password for nothing"
LOGIN = "/admin/login/"


@dataclass
class Staff:
    """Signed in with `sign_in`; `form` is what the page at `path` would send."""

    host: str
    path: str
    cookies: SimpleCookie = field(default_factory=SimpleCookie)
    form: dict[str, list[str]] = field(default_factory=dict)

    def sign_in(self) -> None:
        """Raises RuntimeError if the account is refused."""
        self._send("GET", LOGIN)
        token = self.cookies["csrftoken"].value
        self.form = {"username": [NAME], "password": [PASSWORD], "csrfmiddlewaretoken": [token]}
        if self._send("POST", LOGIN).status != 302:
            raise RuntimeError("The account is refused.")

    def open(self) -> None:
        """Read the form; that of a new record gets its token in the address."""
        reply = self._send("GET", self.path)
        if reply.status == 302:
            reply = self._send("GET", reply.headers["location"])
        self.form = self._read(reply)

    def save(self, **changes: str) -> Reply:
        """Send the form with these fields changed."""
        self.form |= {name: [value] for name, value in changes.items()}
        return self._send("POST", self.path)

    def _send(self, method: str, path: str) -> Reply:
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        headers = {"Cookie": cookie, "Origin": f"http://{self.host}", "Host": self.host}
        body = None
        if method == "POST":
            body = urlencode(self.form, doseq=True).encode()
            headers["Content_Type"] = "application/x-www-form-urlencoded"
        reply = ask(self.host, path, method, body, **headers)
        for each in reply.cookies:
            self.cookies.load(each)
        return reply

    @staticmethod
    def _read(reply: Reply) -> dict[str, list[str]]:
        return read(SimpleNamespace(content=reply.body)).sent
