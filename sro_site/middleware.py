"""Which requests the site answers at all, whatever page they ask for."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.common import CommonMiddleware

HEALTH = "/healthz"


class HostMiddleware(CommonMiddleware):
    """Django's own, which refuses hosts that are none of the site's names.

    Who asks for the server's health knows it by its address.
    """

    def process_request(self, request: HttpRequest) -> HttpResponseBase | None:
        return None if request.path_info == HEALTH else super().process_request(request)
