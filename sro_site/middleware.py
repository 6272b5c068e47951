"""What all pages have in common: which requests they answer, and what families' pages depend on."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, DisallowedHost
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.middleware.common import CommonMiddleware
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone
from django.utils.http import escape_leading_slashes

from feedback.public_forms import is_open_to_posts
from opendata.api.problems import is_for_programs, problem
from publishing.pages import DAY, PageRequest, canonical_query, parameters_of
from publishing.scopes import KEEPING, NO_STORE, REACHABLE, SCOPE, site_scope
from publishing.sharing import PREFLIGHT
from sro_site.environment import LOCAL_HOSTS
from sro_site.errors import too_large, unreachable

HEALTH, READY = "/healthz", "/readyz"
PROBES = (HEALTH, READY)
LONGEST_QUERY = 4000  # bytes
MOST_PARAMETERS = 100
SEARCH = "/search/"  # ends the paths of the pages where families may paste a whole text
LARGEST_BODY = 6 * 1024 * 1024  # bytes, as in deploy/nginx.conf: the largest file, and its form
STAFF = ("/admin/", "/desk/")
# Browsers ask each time whether a page has changed. Servers in between keep it for a second, and
# for a day for the time when this server does not answer.
CACHE_CONTROL = "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=86400"


class HostMiddleware(CommonMiddleware):
    """Refuses hosts that are not the site's; health checks may use the server's address."""

    def process_request(self, request: HttpRequest) -> HttpResponsePermanentRedirect | None:
        """Let health checks pass without a check of the host."""
        if request.path_info in PROBES:
            return None
        _refuse_second_name(request)
        return super().process_request(request)


def _refuse_second_name(request: HttpRequest) -> None:
    """Raise DisallowedHost for a port at which the site is not, and for a dot after its name.

    They would stand in the links of the page, and each page would have several addresses.
    """
    written = request.get_host()
    host, port = split_domain_port(written)  # leaves out the dot
    if f"{host}." in written.lower():
        raise DisallowedHost("The name of the site has no dot at its end.")
    usual = "443" if request.is_secure() else "80"
    # Behind a proxy, the server's own port is none at which readers are.
    own = usual if settings.PROXIES else request.META["SERVER_PORT"]
    if host not in LOCAL_HOSTS and port not in ("", usual, own):
        raise DisallowedHost(f"The site is not at port {port}.")


class MethodMiddleware:
    """Refuses methods that a page does not support, before the check of the CSRF token."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, *_arguments: Any
    ) -> HttpResponse | None:
        """405 with `Allow`, but 200 for OPTIONS; staff pages and families' forms accept POST."""
        takes_posts = request.path_info.startswith(STAFF) or is_open_to_posts(view)
        allowed = ["GET", "HEAD", *(["POST"] if takes_posts else [])]
        if request.method in allowed:
            return None
        for_programs = is_for_programs(request)
        if request.method == "OPTIONS":
            answer = HttpResponse(headers=PREFLIGHT if for_programs else None)
        elif for_programs:
            answer = problem(405, "These data can only be read", "Ask with GET or HEAD.")
        else:
            answer = HttpResponse(status=405)
        answer.headers["Allow"] = ", ".join(allowed)
        return answer


class SizeMiddleware:
    """Refuses a query or a body that is too large, before any of it is read.

    What somebody searches for is cut instead.
    """

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        query, size = (
            request.META.get("QUERY_STRING", ""),
            request.META.get("CONTENT_LENGTH") or "0",
        )
        if len(query) > LONGEST_QUERY and request.path_info.endswith(SEARCH):
            address = escape_leading_slashes(request.path)
            return HttpResponseRedirect(f"{address}?{query[: LONGEST_QUERY // 2]}")
        if len(query) > LONGEST_QUERY or query.count("&") >= MOST_PARAMETERS:
            raise BadRequest("the query is too long")
        # Django takes a size that is no number for 0, and reads nothing.
        if size.isascii() and size.isdigit() and (len(size) > 12 or int(size) > LARGEST_BODY):
            return too_large(request)
        return self.get_response(request)


class NulMiddleware:
    """Refuses NUL in an address: no text contains it, and PostgreSQL fails on it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        # An invalid day has its own error page, which says how to write one.
        asked = (each for each in request.GET.lists() if each[0] != DAY)
        if any("\0" in text for name, texts in asked for text in (name, *texts)):
            raise BadRequest("NUL")
        return self.get_response(request)


class ReachableMiddleware:
    """Answers at once, without the database, while that does not answer."""

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        is_reachable = request.META.get(REACHABLE)
        if request.path_info != READY and is_reachable and not is_reachable():
            return unreachable(request)
        return self.get_response(request)


class AddressMiddleware:
    """Redirects a request for a family's page to the one address that the page has.

    Parameters that it does not know are left out, and the others have one order (see `asks`).
    Otherwise one page would have endless addresses, each of them made and kept for itself.
    """

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: PageRequest, view: Any, *_arguments: Any
    ) -> HttpResponse | None:
        """A redirect where the query is not written as the site itself would write it."""
        if request.path_info.startswith(STAFF) or request.method == "POST":
            return None
        query = canonical_query(request.GET, parameters_of(view))
        if query == request.META.get("QUERY_STRING", ""):
            return None
        address = escape_leading_slashes(request.path)
        return HttpResponseRedirect(f"{address}?{query}" if query else address)


class ScopeMiddleware:
    """Notes what a family's page depends on, and allows caches to keep it."""

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        request.scope, now = None, timezone.now()
        response = self.get_response(request)
        private = request.staff or request.path_info.startswith((*STAFF, *PROBES))
        private = private or NO_STORE in response.headers.get("Cache-Control", "")
        scope = request.scope
        if response.status_code == HTTPStatus.OK and not scope:
            scope = site_scope(now)
        if scope and response.status_code in (HTTPStatus.OK, HTTPStatus.FOUND) and not private:
            request.META[SCOPE] = scope
            response.headers.setdefault("Cache-Control", CACHE_CONTROL)
        return response


class PrivateGZipMiddleware(GZipMiddleware):
    """Compresses what is not kept: kept pages have the same bytes each time, this adds random ones.

    They hide the length of a page from somebody who can see it, but not what it says.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Leave pages alone that a layer around Django compresses."""
        return response if KEEPING in request.META else super().process_response(request, response)
