"""Makes requests that no browser sends, the same ones for the same seed."""

from random import Random
from typing import Any
from urllib.parse import quote, quote_from_bytes, urlencode

PATHS = (
    "/",
    "/en/",
    "/vi/denver/",
    "/ar/denver/timeline/",
    "/es/denver/plan/",
    "/my/denver/schools/",
    "/so/denver/events/",
    "/en/denver/events/calendar.ics",
    "/en/denver/schools/north/handout/",
    "/en/denver/ask/",
    "/es/denver/wording/",
    "/en/compare/",
    "/en/about/",
    "/es/denver/ask/",
    "/ar/denver/alerts/",
    "/my/denver/wording/",
    "/vi/denver/events/community-meeting/interpreter/",
    "/en/denver/events/community-meeting/interpretation/",
    "/en/search/",
    "/ne/search/description.xml",
    "/ar/denver/search/",
    "/fr/denver/changes/",
    "/ru/denver/changes.atom",
    "/en/denver/events.atom",
    "/en/denver/languages/",
    "/en/denver/embed/",
    "/en/denver/one-file.html",
    "/en/alerts/" + "A" * 43 + "/",
    "/preview/families/en/denver/",
    "/preview/1.abc/en/denver/plan/",
    "/api/v1/districts/",
    "/api/v1/districts/denver/milestones/",
    "/api/v1/districts/denver/milestones.csv",
    "/api/v1/districts/denver/record/",
    "/sitemap.xml",
    "/sitemap-schools.xml",
    "/robots.txt",
    "/healthz",
    "/picture.png",
    "/pictures/denver.png",
    "/static/site.css",
)
STAFF = (
    "/admin/",
    "/admin/login/",
    "/admin/logout/",
    "/admin/jsi18n/",
    "/admin/password_change/",
    "/admin/districts/district/",
    "/admin/districts/school/import/",
    "/admin/events/meeting/",
    "/admin/auth/user/",
    "/admin/feedback/question/",
    "/admin/feedback/interpreterrequest/",
    "/admin/r/1/1/",
    "/desk/",
    "/desk/es/",
    "/desk/es/1/",
    "/desk/es/import/",
    "/desk/es/export/",
    "/desk/es/glossary/",
    "/desk/es/short/",
    "/desk/es/equal/",
    "/desk/es/1/comments/",
    "/desk/es/1/place/",
    "/desk/es/1/suggestions/1/",
    "/desk/digest/",
    "/desk/es/interface.po",
)
METHODS = ("HEAD", "POST", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "F\u00e9e")
_NAMES = """
on q page p o state status district words sort area follow what next all act text file action
_selected_action csrfmiddlewaretoken username password source_hash seen once _changelist_filters e
token website contact service answer language kind email about page_about saved
since from to at limit offset lang at_once page_language understood schools confirmed changes
id__exact pk__in sign-in-username TOTAL_FORMS opened utm_source
"""
JUNK = (
    "",
    "\0",
    "\n",
    "\r\nX-Forged: 1",
    "\x1b[2J",
    "\u202e",
    "\ud7ff",
    "../../etc/passwd",
    "..\\..",
    "%",
    "%00",
    "%ff%fe",
    "%c0%af",
    "%25%30",
    "'; DROP TABLE districts--",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "${jndi:ldap://x}",
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example.org",
    "9" * 30,
    "-1",
    "1e999",
    "NaN",
    "\u00b2",
    "0001-01-01",
    "9999-12-31",
    "2021-02-30",
    "a" * 300,
    "\u1000\u103b" * 40,
    "[]",
    "*",
    "None",
)
TYPES = (
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=none",
    "multipart/form-data; boundary=b",
    "multipart/form-data",
    "multipart/form-data; boundary=" + "b" * 300,
    "multipart/form-data; boundary*=utf-8''%ff",
    "application/json",
    "text/plain; charset=\x01",
    "/;;=",
)
_HEADERS = """
HOST ACCEPT_LANGUAGE ACCEPT_ENCODING ACCEPT IF_NONE_MATCH IF_MODIFIED_SINCE IF_RANGE RANGE COOKIE
REFERER ORIGIN USER_AGENT X_FORWARDED_FOR X_FORWARDED_PROTO X_FORWARDED_HOST FORWARDED X_CSRFTOKEN
X_HTTP_METHOD_OVERRIDE TRANSFER_ENCODING EXPECT UPGRADE AUTHORIZATION X_REAL_IP
"""
VALUES = (
    *JUNK,
    "localhost",
    "localhost:99999",
    "[::1",
    "evil.example.org",
    "en;q=x, *;q=0.5",
    "gzip;q=0, br;q=2, *",
    '"a", W/"b", *',
    "bytes=5-2,-1,x",
    "Sun, 99 Foo 0000 99:99:99 GMT",
    "sessionid=x; csrftoken=\x7f; messages=[[",
    "=; ; a=b=c; \u00e9",
    ", " * 500,
    "https",
    "1.2.3.4, , ::1",
)
HEADERS, NAMES = _HEADERS.split(), _NAMES.split()


class Fuzzer:
    """Endless requests, as the arguments of `tests.wsgi.ask`; `cookie` is that of a session."""

    def __init__(self, seed: int, cookie: str) -> None:
        self.random, self.cookie = Random(seed), cookie

    def request(self) -> tuple[str, str, bytes, dict[str, Any]]:
        """Address, method, body and what else stands in `environ`."""
        chance = self.random.random
        staff = chance() < 0.06
        path = self.random.choice(STAFF if staff else PATHS)
        if chance() < 0.8:
            path = self._spoiled(path)
        query = self._query() if chance() < 0.5 else ""
        method = self.random.choice(METHODS) if chance() < 0.4 else "GET"
        environ = {f"HTTP_{name}": self._header() for name in self._some(HEADERS, 0.06)}
        if staff and chance() < 0.5:
            environ["HTTP_COOKIE"] = self.cookie
        body = b""
        if method not in ("GET", "HEAD"):
            body, environ["CONTENT_TYPE"] = self._body(), self.random.choice(TYPES)
            if chance() < 0.1:
                environ["CONTENT_LENGTH"] = self.random.choice(("-1", "x", "9" * 20, "0", ""))
        return f"{path}?{query}" if query else path, method, body, environ

    def _some(self, choices: Any, share: float) -> list[Any]:
        return [each for each in choices if self.random.random() < share]

    def _word(self) -> str:
        """Junk, or random characters."""
        if self.random.random() < 0.8:
            return self.random.choice(JUNK)
        size = self.random.choice((1, 3, 20, 200))
        return "".join(chr(self.random.randrange(0xD800)) for _ in range(size))

    def _escaped(self) -> str:
        return self.random.choice((quote, str))(self._word()).encode().decode("latin-1")

    def _spoiled(self, path: str) -> str:
        parts = path.split("/")
        place = self.random.randrange(1, len(parts))
        change = self.random.random()
        if change < 0.5:
            parts[place] = self._escaped().replace("?", "")
        elif change < 0.8:
            parts.insert(place, self._escaped().replace("?", ""))
        else:
            parts[place] += quote_from_bytes(self.random.randbytes(3))
        return "/" + "/".join(parts[1:])

    def _query(self) -> str:
        if self.random.random() < 0.3:
            return "&".join(self._escaped() for _ in range(self.random.choice((1, 3, 50))))
        return urlencode([(name, self._word()) for name in self._some(NAMES, 0.15)])

    def _header(self) -> str:
        value = self.random.choice(VALUES) if self.random.random() < 0.8 else self._word()
        # What a server does not pass on.
        return value.encode().decode("latin-1").translate(dict.fromkeys(map(ord, "\0\r\n")))

    def _body(self) -> bytes:
        kind = self.random.random()
        if kind < 0.4:
            return urlencode([(name, self._word()) for name in self._some(NAMES, 0.3)]).encode()
        if kind < 0.7:
            names = f'name="{self._word()}"; filename="{self._word()}"'
            part = f"--b\r\nContent-Disposition: form-data; {names}"
            end = self.random.choice(("\r\n--b--\r\n", "", "--b", "\r\n--b\r\n"))
            return f"{part}\r\nContent-Type: {self._word()}\r\n\r\n{self._word()}{end}".encode()
        return self.random.randbytes(self.random.choice((0, 1, 100, 5000)))
