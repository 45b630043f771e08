"""Addresses of programs, careers, sectors; and of organizations, whose pages list programs."""

from django.urls import path

from programs import career_pages, organization_pages, program_page, sector_pages, views

app_name = "programs"

urlpatterns = [
    path("programs/", views.program_list, name="list"),
    path("programs/download.csv", views.program_csv, name="csv"),
    path("programs/<slug:slug>/", program_page.program_detail, name="detail"),
    path("careers/", career_pages.career_list, name="careers"),
    path("careers/download.csv", career_pages.career_csv, name="careers_csv"),
    path("careers/priority-rule/", career_pages.priority_rule, name="priority_rule"),
    path("careers/<str:soc>/", career_pages.career_detail, name="career"),
    path("sectors/", sector_pages.sector_list, name="sector_list"),
    path("sectors/<slug:slug>/", sector_pages.sector_detail, name="sector_detail"),
]

# Pages about organizations live here because they list programs; their names are partners:….
organization_patterns = [
    path("schools/", organization_pages.school_list, name="school_list"),
    path("schools/<slug:slug>/", organization_pages.school_detail, name="school_detail"),
    path("colleges/", organization_pages.college_list, name="college_list"),
    path("colleges/<slug:slug>/", organization_pages.college_detail, name="college_detail"),
    path("adult-schools/", organization_pages.adult_school_list, name="adult_school_list"),
    path(
        "adult-schools/<slug:slug>/",
        organization_pages.adult_school_detail,
        name="adult_school_detail",
    ),
]
