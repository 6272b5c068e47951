"""The records of a district as CSV, a file for each kind of record, and what its columns mean."""

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse

from opendata.api.moments import NotAMomentError
from opendata.api.problems import problem
from opendata.api.states import public_district, state_of
from opendata.api.tables import TABLES, metadata, table
from opendata.kinds import Kind
from publishing.pages import PageRequest, asks

CSV = "text/csv; charset=utf-8; header=present"
METADATA = "-metadata.json"  # follows the address of a table, as CSVW has it


@asks("at")
def csv(request: PageRequest, slug: str, name: str) -> HttpResponse:
    """The table at a name. Raises Http404."""
    kind = _kind(name)
    try:
        document = state_of(request, slug, request.GET.get("at")).document
    except NotAMomentError as error:
        return problem(400, "We can’t read this web address", f"at: {error}")
    records = [each for each in document["records"] if each["type"] == kind.type]
    answer = HttpResponse(table(kind, records), content_type=CSV)
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{name}.csv"'
    answer["Link"] = f'<{name}.csv{METADATA}>; rel="describedby"; type="application/csvm+json"'
    return answer


@asks()
def csv_metadata(request: PageRequest, slug: str, name: str) -> HttpResponse:
    """What CSVW says of the table at a name. Raises Http404."""
    public_district(request, slug)
    made = metadata(_kind(name), f"{name}.csv", settings.DATA_LICENSE)
    return JsonResponse(made, content_type="application/csvm+json")


def _kind(name: str) -> Kind:
    if name not in TABLES:
        raise Http404
    return TABLES[name]
