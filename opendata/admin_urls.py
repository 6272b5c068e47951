"""The addresses of the record's pages for staff, below that of the list of districts."""

from django.contrib import admin
from django.urls import path

from opendata import record_views

urlpatterns = [
    path(
        "<int:key>/record/",
        admin.site.admin_view(record_views.record_page),
        name="district_record_admin",
    ),
]
