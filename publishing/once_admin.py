"""Admin pages whose forms are stored once and never lose what was typed."""

from typing import Any, TypeVar
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from publishing.changes import Way, acting
from publishing.history_admin import HistoryAdmin
from publishing.once import continues, shows_unsaved
from publishing.submissions import TOKEN, Submission, key_of, new_token
from publishing.typed import lay_over, lay_over_rows

M = TypeVar("M", bound=Model)
ADDED = "You have already added this. You can change it here."
SAVED = "You have already saved this page."


class OnceAdmin(HistoryAdmin[M]):
    """Puts a token into the address of the page that adds, so that it survives Back and reload.

    With a used token, that address shows the record that was added.
    """

    @continues
    @shows_unsaved
    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Redirect to an address with a token, or to the record that a used token added."""
        if request.method == "POST" or hasattr(request, "typed"):
            return super().add_view(request, form_url, extra_context)
        if elsewhere := self._elsewhere(request):
            return HttpResponseRedirect(elsewhere)
        return super().add_view(request, form_url, extra_context)

    @continues
    @shows_unsaved
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Marked as a page that can be sent again with other content."""
        return super().change_view(request, object_id, form_url, extra_context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Apply what was typed on a page that has already added a record to that record."""
        if typed := getattr(request, "typed", None):
            object_id = typed.submission.made.get("record", object_id)
            form_url = self._address(object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def response_action(self, request: Any, queryset: Any) -> HttpResponse | None:  # type: ignore[override]
        """What a list action changes is recorded as such."""
        with acting(request.staff, way=Way.LIST):
            return super().response_action(request, queryset)

    def get_form(
        self, request: HttpRequest, obj: M | None = None, change: bool = False, **kwargs: Any
    ) -> "type[forms.ModelForm[M]]":
        """A form that is never valid if what was sent is only to be shown."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        if getattr(request, "unsaved", ""):
            form.is_valid = _checked
        made: type[forms.ModelForm[M]] = form
        return made

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """Note which record and which inline rows the form has added."""
        super().save_related(request, form, formsets, change)
        rows = {each.prefix: [str(row.instance.pk or "") for row in each] for each in formsets}
        said = f"The {self.opts.verbose_name} “{form.instance}” was already saved."
        request.submission.made = {"record": str(form.instance.pk), "rows": rows, "said": said}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """If the page was saved before, show what was typed since, over what is stored."""
        if typed := getattr(request, "typed", None):
            names = lay_over(context["adminform"].form, None, request.POST, typed)
            for rows in context["inline_admin_formsets"]:
                if lay_over_rows(rows.formset, request.POST, typed):
                    names.append(str(rows.opts.verbose_name_plural).capitalize())
            more = f"Not saved yet: {', '.join(names)}. Check it, and save again." if names else ""
            messages.warning(request, f"{SAVED} {more}")
        return super().render_change_form(request, context, *args, **kwargs)

    def _get_preserved_qsl(self, request: HttpRequest, preserved_filters: str) -> Any:
        """Drop the token: the next page needs another one."""
        pairs: Any = super()._get_preserved_qsl(request, preserved_filters)  # type: ignore[misc]
        return [(name, value) for name, value in pairs if name != TOKEN]

    def _address(self, key: str) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[quote(key)])

    def _elsewhere(self, request: HttpRequest) -> str:
        """Where to redirect the page that adds, by its token; "" if the address is right."""
        if not self.has_add_permission(request):
            return ""
        key = key_of(request.GET.get(TOKEN, ""), request.user, request.path)
        used = key and Submission.objects.filter(pk=key).first()
        if key and not used:
            return ""
        if used and (record := self.get_object(request, used.made.get("record", ""))):
            again = format_html('{} <a href="{}">Add another</a>', ADDED, request.path)
            messages.info(request, again)
            return self._address(str(record.pk))
        query = {**request.GET.dict(), TOKEN: new_token(request.user, request.path)}
        return f"{request.path}?{urlencode(query)}"


def _checked(form: Any) -> bool:
    form.full_clean()
    return False
