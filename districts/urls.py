"""A district's pages that show no more than the district and its schools."""

from django.urls import path

from districts import views

urlpatterns = [
    path("schools/", views.schools, name="schools"),
]
