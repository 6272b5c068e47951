"""A district's timeline, and the schools on which it bears."""

from django.urls import path

from timeline import views

urlpatterns = [
    path("timeline/", views.timeline, name="timeline"),
    path("schools/<slug:school>/", views.school, name="school"),
]
