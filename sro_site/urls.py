"""The site map: family pages below their language, and each district below its address."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from districts import joining
from feedback.alerts.views import subscription
from feedback.privacy import privacy
from opendata.data_views import data
from search.views import description, search_site
from sro_site import errors, one_file, pictures, probes, sheets, sitemap, views

district: list[URLPattern | URLResolver] = [
    path("", views.district_home, name="district"),
    path("handout/", sheets.handout, name="handout"),
    path("notice/", sheets.notice, name="notice"),
    path("one-file.html", one_file.one_file, name="one_file"),
    path("schools/<slug:school>/handout/", sheets.school_handout, name="school_handout"),
    path("", include("search.urls")),
    path("", include("feedback.urls")),
    path("", include("timeline.urls")),
    path("", include("events.urls")),
    path("", include("districts.urls")),
    path("", include("opendata.urls")),
]

urlpatterns = [
    path("", views.root, name="root"),
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap.section, name="sitemap_section"),
    path("picture.png", pictures.site_picture, name="site_picture"),
    path("pictures/<slug:slug>.png", pictures.district_picture, name="picture"),
    path("pictures/<slug:slug>.svg", pictures.district_badge, name="badge"),
    path("admin/join/<str:signed>/", joining.join, name="join"),
    path("admin/districts/district/", include("sro_site.set_up.urls")),
    path("admin/districts/district/", include("opendata.admin_urls")),
    path("admin/", admin.site.urls),
    path("desk/", include("desk.urls")),
    path("api/v1/", include("opendata.api.urls")),
]

urlpatterns += i18n_patterns(
    path("", views.districts, name="districts"),
    path("compare/", views.compare, name="compare"),
    path("about/", views.about, name="about"),
    path("how/", views.how, name="how"),
    path("privacy/", privacy, name="privacy"),
    path("search/", search_site, name="search"),
    path("search/description.xml", description, name="search_description"),
    path("data/", data, name="data"),
    path("alerts/<str:token>/", subscription, name="subscription"),
    path("<slug:slug>/", include(district)),
)

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
