"""The addresses of these pages, below that of the list of districts."""

from django.contrib import admin
from django.urls import path

from sro_site.set_up import views

urlpatterns = [
    path("set-up/", admin.site.admin_view(views.set_up), name="district_set_up"),
    path("<int:key>/next/", admin.site.admin_view(views.next_steps), name="district_next"),
]
