"""Addresses of the glossary. Pages of organizations list programs: see programs/urls.py."""

from django.urls import path

from partners import views

app_name = "partners"

urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("glossary/<slug:slug>/", views.term, name="term"),
]
