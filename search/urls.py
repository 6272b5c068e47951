"""Where families search a district."""

from django.urls import path

from search import views

urlpatterns = [
    path("search/", views.search_district, name="search_district"),
]
