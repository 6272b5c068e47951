"""Pages of a district's record, below the address of the district."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
