"""The page on which a district's own administrator decides who has access to it."""

from collections import defaultdict

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from accounts import sessions
from districts.access import rights_of
from districts.access_forms import GiveForm
from districts.models import District, Invitation, Membership, Role
from districts.record_admin import RecordAdmin
from languages.querysets import in_language, locked
from languages.registry import SOURCE
from publishing.once import StaffRequest, shows_unsaved

OWN = "You cannot end your own role as administrator. Another administrator or a superuser can."
SUPERUSERS = "Only a superuser ends the role of a superuser."
INVITED = "The link is below, among the open invitations. Send it to one person."


class ShowsAccess(RecordAdmin[District]):
    """Adds the page to the admin of districts, for their administrators and for superusers."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the page."""
        view = self.admin_site.admin_view(self.access_view)
        own = path("<int:key>/access/", view, name="districts_district_access")
        return [own, *super().get_urls()]

    def pages_about(self, request: HttpRequest, obj: District) -> dict[str, str]:
        """With this page and the public record, for those who may open them."""
        pages = super().pages_about(request, obj)
        if not rights_of(request.user).administers(obj.pk):
            return pages
        page = reverse("admin:districts_district_access", args=[obj.pk])
        record = reverse("district_record_admin", args=[obj.pk])
        return {page: "Who has access"} | pages | {record: "Public record"}

    @shows_unsaved
    def access_view(self, request: StaffRequest, key: int) -> HttpResponse:
        """GET: who has access. POST: `act` is give, end, revoke or setting."""
        district = in_language(District.objects.all(), SOURCE).filter(pk=key).first()
        if not rights_of(request.user).administers(key):
            raise PermissionDenied
        if district is None:
            raise Http404
        act = request.POST.get("act")
        form = GiveForm(district, request.POST if act == "give" else None)
        if request.method == "POST" and not hasattr(request, "unsaved"):
            locked(district)
            if not form.is_bound or form.is_valid():
                self._change(request, district, form)
                return HttpResponseRedirect(request.path)
        return self._access_page(request, district, form)

    def _change(self, request: StaffRequest, district: District, form: GiveForm) -> None:
        match request.POST.get("act"):
            case "give" if form.cleaned_data["person"]:
                self._give(request, form)
            case "give":
                self._invite(request, form)
            case "end":
                self._end(request, district)
            case "revoke":
                self._revoke(request, district)
            case "setting":
                self._set(request, district)

    def _give(self, request: StaffRequest, form: GiveForm) -> None:
        person, given = form.cleaned_data["person"], form.instance
        membership = Membership.objects.create(
            user=person, role=given.role, district=given.district, language=given.language
        )
        self._keep(request, given.district, f"{person} is now {membership}.")

    def _invite(self, request: StaffRequest, form: GiveForm) -> None:
        form.instance.invited_by = request.user
        invitation = form.save()
        self._keep(request, invitation.district, f"Invited: {invitation}.")
        messages.success(request, INVITED)

    def _end(self, request: StaffRequest, district: District) -> None:
        """End one role of a person, whose sessions end, or of oneself."""
        rows = Membership.objects.filter(district=district).select_related("user")
        found = rows.filter(pk=_key(request)).first()
        if found is None:
            messages.info(request, "This role had ended already.")
        elif found.role == Role.ADMINISTRATOR and found.user_id == request.user.pk:
            messages.error(request, OWN)
        elif found.user.is_superuser and not request.user.is_superuser:
            messages.error(request, SUPERUSERS)
        else:
            found.delete()
            Invitation.objects.filter(district=district, invited_by=found.user_id).delete()
            if found.user_id != request.user.pk:
                sessions.end(found.user)
            self._keep(request, district, f"Ended: {found.user} was {found}.")

    def _revoke(self, request: StaffRequest, district: District) -> None:
        found = Invitation.objects.filter(district=district, pk=_key(request)).first()
        if found is None:
            messages.info(request, "This invitation was used or taken back already.")
        else:
            found.delete()
            self._keep(request, district, f"Taken back: the invitation as {found}.")

    def _set(self, request: StaffRequest, district: District) -> None:
        """Store the setting; what the user left as the page showed it stays as it is stored."""
        wanted = "editors_publish" in request.POST
        if wanted == district.editors_publish or str(wanted) == request.POST.get("shown"):
            said = "on" if district.editors_publish else "off"
            messages.info(request, f"Nothing was changed. “Editors may publish” is {said}.")
            return
        district.editors_publish = wanted
        district.save(update_fields=["editors_publish", "modified_at"])
        self._keep(request, district, f"Editors may publish: {wanted}.")

    def _keep(self, request: HttpRequest, district: District, said: str) -> None:
        self.log_change(request, district, said)
        messages.success(request, said)

    def _access_page(
        self, request: StaffRequest, district: District, form: GiveForm
    ) -> HttpResponse:
        sends_setting = request.POST.get("act") == "setting"
        checked = "editors_publish" in request.POST if sends_setting else district.editors_publish
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Who has access to {district}",
            "checked": checked,
            "district": district,
            "people": _people(district),
            "superusers": User.objects.filter(is_superuser=True, is_active=True),
            "invitations": [
                (each, request.build_absolute_uri(reverse("join", args=[each.signed])))
                for each in district.invitations.select_related("invited_by")
            ],
            "form": form,
        }
        return TemplateResponse(request, "admin/districts/district/access.html", context)


def _people(district: District) -> list[tuple[User, list[Membership]]]:
    """Everybody who works on the district, by name, with their roles in it or in all districts."""
    here = Q(district=district) | Q(district=None)
    found = Membership.objects.filter(here).select_related("user")
    roles: dict[User, list[Membership]] = defaultdict(list)
    for membership in found.order_by("user__username", "pk"):
        roles[membership.user].append(membership)
    return [*roles.items()]


def _key(request: HttpRequest) -> int:
    key = request.POST.get("key", "")
    return int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0
