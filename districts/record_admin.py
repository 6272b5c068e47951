"""What admin pages of a district's records share: rights, lists and links."""

from collections.abc import Collection
from functools import partial, reduce
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignObjectRel, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from districts.access import edited_districts, rights_of
from districts.adding_admin import EXACTLY, NEXT, AddsToOwners
from districts.child_counts import child_counts, count_column, link
from districts.draft_admin import DraftingAdmin, writes_draft
from districts.drafts_only import SAID_STATE, note, with_said_state
from districts.duplicate_admin import DuplicatingAdmin
from districts.list_filters import RelatedFilter
from districts.models import District
from districts.record_forms import RecordForm
from languages.admin import EnglishList
from languages.columns import translated_fields
from languages.long_lists import CHOICES
from languages.querysets import in_language
from languages.registry import LANGUAGES, SOURCE
from publishing.models import Publishable
from publishing.states import PublicationState
from publishing.withdrawals import withdrawn

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

P = TypeVar("P", bound=Publishable)
# A filter that offers only districts whose records the user may see.
BY_DISTRICT = ("district", RelatedFilter)


class RecordList(EnglishList):
    """A list that also counts the records that belong to each one."""

    model_admin: "RecordAdmin[Any]"

    def get_queryset(
        self, request: HttpRequest, exclude_parameters: list[str | None] | None = None
    ) -> QuerySet[Any]:
        """With the counts of the records that belong to each one."""
        records: QuerySet[Any] = super().get_queryset(request, exclude_parameters)
        counts = child_counts(self.model_admin.children(request))
        counted: QuerySet[Any] = records.annotate(**counts)
        return counted


class RecordAdmin(AddsToOwners[P], DraftingAdmin[P], DuplicatingAdmin[P]):
    """Rights come from memberships, never from Django's permissions.

    Publishers change the records of their districts, editors those that are not public, translators
    the words of their languages; none of them sees other records.
    """

    set_once: tuple[str, ...] = ("district",)
    form = RecordForm
    change_form_template = "admin/record_change_form.html"
    list_per_page = 100

    def edits(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the user may edit this record; without one, whether they may edit any.

        What is published, or scheduled, is changed only by those who may publish; other editors
        write a draft of its changes.
        """
        rights = rights_of(request.user)
        if obj is None:
            return rights.edits_somewhere()
        hidden = obj.state != PublicationState.PUBLISHED or writes_draft(request)
        return rights.edits(obj.district_key) and (hidden or rights.publishes(obj.district_key))

    def districts_of(self, request: HttpRequest) -> set[int] | None:
        """The keys of the districts that the user works on; None means all."""
        return rights_of(request.user).districts()

    def languages_to_change(self, request: HttpRequest, obj: P | None) -> Any:
        """All languages for users who may edit the record, others translate it."""
        if obj is None or self.edits(request, obj):
            return LANGUAGES
        return rights_of(request.user).translates(obj.district_key)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """For everyone who works on a district."""
        return rights_of(request.user).districts() != set()

    def has_view_permission(self, request: HttpRequest, obj: P | None = None) -> bool:
        """For everyone who works on the record's district."""
        if obj is None:
            return self.has_module_permission(request)
        return rights_of(request.user).sees(obj.district_key)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """For editors of any district."""
        return self.edits(request)

    def has_change_permission(self, request: HttpRequest, obj: P | None = None) -> bool:
        """For editors; for translators too, if the model has translated words."""
        if not translated_fields(self.model):
            return self.edits(request, obj)
        if obj is None:
            return self.has_module_permission(request)
        return self.edits(request, obj) or bool(self.languages_to_change(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: P | None = None) -> bool:
        """For editors; what families have seen is refused later."""
        return self.edits(request, obj)

    def has_publish_permission(self, request: HttpRequest, obj: P | None = None) -> bool:
        """For publishers, and for editors where they may publish."""
        rights = rights_of(request.user)
        return rights.publishes_somewhere() if obj is None else rights.publishes(obj.district_key)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Only records of districts that the user works on."""
        records: Any = super().get_queryset(request)
        return records.in_districts(rights_of(request.user).districts())

    def get_fieldsets(self, request: HttpRequest, obj: P | None = None) -> Any:
        """Show the state as text to editors who may not publish."""
        fieldsets = super().get_fieldsets(request, obj)
        return with_said_state(fieldsets) if self._only_drafts(request, obj) else fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: P | None = None) -> Any:
        """The address can change only as long as no family has seen the record."""
        fields = super().get_readonly_fields(request, obj)
        if self._only_drafts(request, obj):
            fields = [*fields, SAID_STATE]
        if obj is None or not self.edits(request, obj):
            return fields
        kept = [name for name in self.set_once if name in self.main_fields]
        if "slug" in self.main_fields and (obj.is_published or withdrawn(self.model, [obj.pk])):
            kept.append("slug")
        return [*fields, *kept]

    def get_prepopulated_fields(self, request: HttpRequest, obj: P | None = None) -> Any:
        """Only for a new record, because an address should not change with its title."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_form(
        self, request: HttpRequest, obj: P | None = None, change: bool = False, **kwargs: Any
    ) -> "type[forms.ModelForm[P]]":
        """Offer only records of this record's district, or of all those that the user edits."""
        form = super().get_form(request, obj, change, **kwargs)
        any_form: Any = form
        any_form.may_publish = staticmethod(rights_of(request.user).publishes)
        districts = edited_districts(rights_of(request.user))
        if obj:
            districts = districts.filter(pk__in=[obj.district_key])
        few = list(districts[: CHOICES + 1])
        if hasattr(obj, "district_id") and few:
            record: Any = obj
            record.district = few[0]  # so that the page does not load it again
        for name, field in form.base_fields.items():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                kin = self.admin_site._registry.get(field.queryset.model)
                if isinstance(kin, RecordAdmin) and len(few) <= CHOICES:
                    kin.offer(field, few)
                elif isinstance(kin, RecordAdmin):
                    kin.offer_by_name(field, self.model._meta.get_field(name), districts)
        return form

    def offer(self, field: "forms.ModelChoiceField[Any]", districts: list[District]) -> None:
        """Limit a form field to records of these districts, with the district in each label."""
        known = {district.pk: district for district in districts}
        related = [path for path in self.list_select_related if not path.endswith("district")]
        every: Any = self.model._default_manager
        records = every.in_districts([*known]).order_by(*self.ordering or ())
        joined = records.select_related(*related) if related else records
        field.queryset = in_language(joined, SOURCE, *related)
        field.label_from_instance = partial(self.choice_label, known)  # type: ignore[method-assign]
        if self.model is District and len(districts) == 1:
            field.initial = districts[0].pk

    def offer_by_name(
        self, field: "forms.ModelChoiceField[Any]", relation: Any, districts: QuerySet[District]
    ) -> None:
        """Let the user search one record of many districts; several only once one is chosen."""
        every: Any = self.model._default_manager
        if relation.many_to_many:
            field.queryset = every.none()
            field.help_text = "You can choose these after you have saved."
            return
        paths = self.model.district_paths()
        keys = districts.order_by().values("pk")
        own = Q(*((f"{path}__in", keys) for path in paths), _connector=Q.OR)
        field.queryset = in_language(every.filter(own), SOURCE)
        widget: Any = field.widget
        widget.widget = AutocompleteSelect(relation, self.admin_site, choices=widget.choices)

    def choice_label(self, districts: dict[int, District], obj: Any) -> str:
        """The label of a record in a list of choices; `districts` are those by their keys."""
        if self.model is District:
            return str(obj)
        own = districts[obj.district_key]
        for path in self.list_select_related:
            if path.endswith("district"):  # known: reading it with each record would cost more
                *between, _ = path.split("__")
                reduce(getattr, between, obj).district = own
        return str(obj) if len(districts) == 1 else f"{own.short_name}: {obj}"

    def view_on_site(self, obj: P) -> str:
        """The address of the record's public page, for the admin's link."""
        return obj.get_absolute_url()

    def languages_in_order(self, obj: P | None) -> Collection[str]:
        """The languages that the record's district uses first."""
        every: Any = District._base_manager
        used = every.values_list("content_languages", flat=True)
        first = used.get(pk=obj.district_key) if obj else ()
        return sorted(LANGUAGES, key=lambda code: code not in first)

    def pages_about(self, request: HttpRequest, obj: P) -> dict[str, str]:
        """Further pages of the admin about this record, `{address: name}`, linked from its own."""
        return {reverse("district_next", args=[obj.district_key]): NEXT}

    def children(self, request: HttpRequest) -> list[ForeignObjectRel]:
        """The relations to records that belong to this one and that the user may see here."""
        registry = self.admin_site._registry
        relations: Any = self.model._meta.related_objects
        return [
            rel
            for model, kin in registry.items()
            if kin.has_view_permission(request)
            for rel in relations
            if rel.related_model is model
        ]

    def get_ordering(self, request: HttpRequest) -> Any:
        """By names, as `ordering` says; among many districts, by key, the latest first.

        Sorting by columns of several tables would read all records.
        """
        one_parent = any(name.endswith(EXACTLY) for name in request.GET)
        many = not one_parent and rights_of(request.user).works_in_many
        return ("-pk",) if many else self.ordering

    def get_list_display(self, request: HttpRequest) -> Any:
        """With a column for each count, which links to the list of what it counts."""
        columns = [count_column(rel) for rel in self.children(request)]
        return [*super().get_list_display(request), *columns]

    def get_inlines(self, request: HttpRequest, obj: P | None) -> Any:
        """Without the rows that only a stored record can have."""
        inlines = super().get_inlines(request, obj)
        return [each for each in inlines if obj or not getattr(each, "only_stored", False)]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return RecordList

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Tell the template whether the user edits, and link the lists of child records."""
        obj = kwargs.get("obj")
        context |= {
            "edits": self.edits(request, obj),
            "duplicates": self.duplicates,
            "drafts_only": note(rights_of(request.user), obj),
            "children": [link(rel, obj) for rel in self.children(request)] if obj else [],
            "pages": self.pages_about(request, obj) if obj else {},
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def _only_drafts(self, request: HttpRequest, obj: P | None) -> bool:
        """Whether the user edits the record, and may not publish it."""
        return self.edits(request, obj) and not self.has_publish_permission(request, obj)
