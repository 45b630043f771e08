"""Addresses of the equity pages."""

from django.urls import path, re_path

from equity.pages import listing, methods, metrics, views
from equity.pages.choices.permalink import PATTERN
from equity.reports.urls import report_patterns

app_name = "equity"

_TABLE = rf"^equity/explore/t/(?P<permalink>{PATTERN})/"

urlpatterns = [
    path("equity/", views.overview, name="overview"),
    path("equity/pathways/", listing.pathway_list, name="pathways"),
    path("equity/institutions/", listing.institution_list, name="institutions"),
    path("equity/pathways/<slug:slug>/", views.pathway, name="pathway"),
    path("equity/institutions/<slug:slug>/", views.institution, name="institution"),
    path("equity/entering/", views.entering, name="entering"),
    path("equity/entering/table.csv", views.entering_csv, name="entering_csv"),
    path("equity/entering/table.xlsx", views.entering_xlsx, name="entering_xlsx"),
    path("equity/trend/", views.trend, name="trend"),
    path("equity/compare/", views.compare, name="compare"),
    path("equity/compare/table.csv", views.compare_csv, name="compare_csv"),
    path("equity/compare/table.xlsx", views.compare_xlsx, name="compare_xlsx"),
    path("equity/gains/", views.gains, name="gains"),
    path("equity/gains/table.csv", views.gains_csv, name="gains_csv"),
    path("equity/gains/table.xlsx", views.gains_xlsx, name="gains_xlsx"),
    path("equity/explore/", views.explore, name="explore"),
    re_path(rf"{_TABLE}$", views.table, name="table"),
    re_path(rf"{_TABLE}table\.csv$", views.table_csv, name="table_csv"),
    re_path(rf"{_TABLE}table\.xlsx$", views.table_xlsx, name="table_xlsx"),
    path("equity/metrics/", metrics.metric_list, name="metrics"),
    path("equity/metrics/<slug:code>/", metrics.metric_detail, name="metric"),
    path("methods/", methods.methods, name="methods"),
    *report_patterns,
]
