"""The public data for programs: read only, described by an OpenAPI document of its own."""

from collections.abc import Callable
from inspect import signature
from typing import Annotated, Any

from django.conf import settings
from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.params.functions import Query
from pydantic import WithJsonSchema

from districts.models import District
from languages.registry import LANGUAGES
from opendata.api import schemas
from opendata.api.answers import entry_answer, part, recorded_answer, summary, website
from opendata.api.moments import NotAMomentError
from opendata.api.problems import MEDIA_TYPE, problem
from opendata.api.states import State, public_district, state_of
from opendata.api.worded import COLLECTIONS, by_collection, own_record, told
from opendata.models import said_instant
from opendata.queries import entries, heads, latest
from opendata.record.recording import look
from publishing.scopes import site_scope

View = Callable[..., Any]
WRONG = "We can’t read this web address"
NOTHING = "There is nothing at this web address"
_WRITTEN = [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]
Moment = Annotated[str, WithJsonSchema({"anyOf": _WRITTEN})]
At: Any = Query(None, description="A day (its end in the district’s time zone) or a moment.")
Lang: Any = Query(
    None,
    pattern=f"^({'|'.join(LANGUAGES)})$",
    description="Words in one language; English where there is none.",
)
Number: Any = Query(1, ge=1, le=100_000, description="Which part of the list.")

api = NinjaAPI(
    title="SRO Transition Tracker",
    version="1",
    description="How school districts move police officers out of schools, as they tell families.",
    docs_url=None,  # its pages need scripts of others; docs/api.md describes the API
    openapi_url=None,  # answered by a view of our own, which needs no address of the API itself
)
asked: dict[str, tuple[str, ...]] = {}
"""The parameters that each operation reads, by its name."""

_PROBLEM = {"content": {MEDIA_TYPE: {"schema": schemas.Problem.model_json_schema()}}}
_PROBLEMS: dict[str, Any] = {
    "responses": {
        400: {"description": "A parameter cannot be read.", **_PROBLEM},
        404: {"description": "There is nothing public there.", **_PROBLEM},
    }
}


def operation(path: str, response: Any, name: str) -> Callable[[View], View]:
    """Registers what answers GET at a path; its arguments with defaults are parameters."""
    register = api.get(
        path, response=response, url_name=name, by_alias=True, openapi_extra=_PROBLEMS
    )

    def add(answer: View) -> View:
        given = signature(answer).parameters.values()
        asked[name] = tuple(each.name for each in given if each.default is not each.empty)
        register(answer)
        return answer

    return add


@operation("districts/", schemas.Districts, "districts")
def districts(request: Any, page: int = Number) -> Any:
    """The public districts, in order of their names."""
    now = timezone.now()
    request.scope = site_scope(now)
    found = part(request, District.objects.public(now).order_by("name", "pk"), page)
    return found | {"results": [summary(request, each) for each in found["results"]]}


@operation("districts/{slug:slug}/", schemas.District, "district")
def district(request: Any, slug: str, at: Moment = At, lang: str | None = Lang) -> Any:
    """Everything public of a district: its facts, its words, and all its records."""
    state = state_of(request, slug, at)
    own = told(own_record(state.document), lang)
    return {
        "schema": state.document["schema"],
        "id": own["id"],
        "slug": state.document["slug"],
        "license": settings.DATA_LICENSE,
        "website": website(request, state.district),
        "at": state.at and said_instant(state.at),
        "language": lang,
        "recorded": recorded_answer(state.entry),
        "facts": own["facts"],
        "words": own["words"],
        "records": by_collection(state.document, lang),
    }


@operation("districts/{slug:slug}/record/", schemas.Entries, "record")
def record(request: Any, slug: str, page: int = Number) -> Any:
    """The public record of a district: an entry for each state that was public, last first."""
    found = public_district(request, slug)
    look(found)
    shown = part(request, heads(found).reverse(), page)
    shown["results"] = [entry_answer(request, slug, each) for each in shown["results"]]
    return shown | {"head": recorded_answer(latest(found))}


@operation("districts/{slug:slug}/record/{int:number}/", None, "recorded")
def recorded(request: Any, slug: str, number: int) -> Any:
    """The bytes of a document as they were hashed (SHA-256)."""
    found = public_district(request, slug)
    entry = entries(found).filter(number=number).first() if number < 2**31 else None
    if entry is None:
        return problem(404, NOTHING, "The record of this district has no entry with this number.")
    return HttpResponse(entry.document_bytes, content_type="application/json")


def _collection(name: str) -> Any:
    """What answers for the records of one kind."""

    def records(
        request: Any, slug: str, at: Moment = At, lang: str | None = Lang, page: int = Number
    ) -> Any:
        state: State = state_of(request, slug, at)
        return part(request, by_collection(state.document, lang)[name], page)

    kind = COLLECTIONS[name]
    records.__name__ = kind.collection.replace("-", "_")
    records.__doc__ = f"The records of the type {kind.type} of a district."
    return operation(f"districts/{{slug:slug}}/{name}/", schemas.LISTS[name], name)(records)


for _name in COLLECTIONS:
    _collection(_name)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    said = "; ".join(f"{each['loc'][-1]}: {each['msg']}" for each in error.errors)
    return problem(400, WRONG, said)


@api.exception_handler(NotAMomentError)
def _no_moment(request: HttpRequest, error: NotAMomentError) -> HttpResponse:
    return problem(400, WRONG, f"at: {error}")


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, NOTHING, str(error))


@api.exception_handler(EmptyPage)
def _no_part(request: HttpRequest, error: EmptyPage) -> HttpResponse:
    return problem(404, NOTHING, "The list has fewer parts.")
