"""Addresses of work-based learning."""

from django.urls import path

from wbl import pages

app_name = "wbl"

urlpatterns = [
    path("wbl/", pages.continuum, name="continuum"),
    path("wbl/opportunities/", pages.opportunity_list, name="opportunities"),
    path("wbl/opportunities/download.csv", pages.opportunity_csv, name="opportunities_csv"),
    path("wbl/opportunities/<slug:slug>/", pages.opportunity_detail, name="opportunity"),
]
