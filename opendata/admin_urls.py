"""The addresses of the record's pages for staff, below that of the list of districts."""

from django.contrib import admin
from django.urls import path

from opendata.record import views

urlpatterns = [
    path(
        "<int:key>/record/",
        admin.site.admin_view(views.record_page),
        name="district_record_admin",
    ),
]
