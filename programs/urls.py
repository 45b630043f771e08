"""Addresses of programs, careers, sectors; and of organizations, whose pages list programs."""

from django.urls import path

from programs import organization_pages, pathway_pages, program_page, sector_pages, views
from programs.alerts import pages as alert_pages
from programs.articulation import pages as agreement_pages
from programs.careers import pages as career_pages
from programs.courses import course_page, list_page, shared_numbers
from programs.credit import pages as credit_pages
from programs.gaps import pages as gap_pages
from programs.gaps.alignment import pages as alignment_pages
from programs.gaps.place import pages as place_pages
from programs.help import pages as help_pages
from programs.packets import pages as packet_pages
from programs.routes import pages as route_pages
from programs.seam import page as seam_page
from programs.seam import quality as seam_quality
from programs.shortlist import pages as shortlist_pages

app_name = "programs"

urlpatterns = [
    path("programs/", views.program_list, name="list"),
    path("programs/download.csv", views.program_csv, name="csv"),
    path("programs/compare/", shortlist_pages.compare, name="compare"),
    path("programs/saved/", shortlist_pages.saved, name="saved"),
    path("programs/<slug:slug>/", program_page.program_detail, name="detail"),
    path("alerts/new/", alert_pages.new, name="alert_new"),
    path("alerts/sent/", alert_pages.sent, name="alert_sent"),
    path("alerts/confirm/<str:token>/", alert_pages.confirm, name="alert_confirm"),
    path("alerts/<str:token>/", alert_pages.end, name="alert"),
    path("courses/", list_page.course_list, name="courses"),
    path("courses/numbers/", shared_numbers.shared_number_list, name="shared_numbers"),
    path("courses/<slug:slug>/", course_page.course_detail, name="course"),
    path("careers/", career_pages.career_list, name="careers"),
    path("careers/download.csv", career_pages.career_csv, name="careers_csv"),
    path("careers/priority-rule/", career_pages.priority_rule, name="priority_rule"),
    path("careers/<str:soc>/", career_pages.career_detail, name="career"),
    path("articulation/", agreement_pages.agreement_list, name="agreements"),
    path("articulation/download.csv", agreement_pages.agreement_csv, name="agreements_csv"),
    path("articulation/<slug:slug>/", agreement_pages.agreement_detail, name="agreement"),
    path("early-credit/", credit_pages.early_credit, name="early_credit"),
    path("early-credit/find/", credit_pages.credit_finder, name="credit_finder"),
    path("pathways/", pathway_pages.pathway_list, name="pathway_list"),
    path("route/", route_pages.route, name="route"),
    path("pathways/<slug:slug>/", seam_page.pathway_detail, name="pathway_detail"),
    path("pathways/<slug:slug>/print/", seam_page.pathway_print, name="pathway_print"),
    path("pathways/<slug:slug>/embed/", seam_page.pathway_embed, name="pathway_embed"),
    path("pathways/<slug:slug>/quality/", seam_quality.pathway_quality, name="pathway_quality"),
    path("sectors/", sector_pages.sector_list, name="sector_list"),
    path("sectors/<slug:slug>/", sector_pages.sector_detail, name="sector_detail"),
    path("skills/", help_pages.skills, name="skills"),
    path("supports/", help_pages.supports, name="supports"),
    path("gaps/", gap_pages.gap_index, name="gaps"),
    path("gaps/alignment/", alignment_pages.alignment_list, name="alignment_gaps"),
    path(
        "gaps/alignment/download.csv",
        alignment_pages.alignment_csv,
        name="alignment_gaps_csv",
    ),
    path(
        "gaps/alignment/<slug:kind>/<slug:slug>/",
        alignment_pages.alignment_gap,
        name="alignment_gap",
    ),
    path("gaps/labor/", gap_pages.gap_list, name="labor_gaps"),
    path("gaps/labor/download.csv", gap_pages.gap_csv, name="labor_gaps_csv"),
    path("gaps/labor/ten/", gap_pages.top_gaps, name="top_gaps"),
    path("gaps/labor/pathways/<slug:slug>/", gap_pages.pathway_gap, name="pathway_gap"),
    path("gaps/labor/<slug:soc>/", gap_pages.occupation_gap, name="labor_gap"),
    path("gaps/place/", place_pages.place_matrix, name="place_gaps"),
    path("gaps/place/download.csv", place_pages.place_csv, name="place_gaps_csv"),
    path("gaps/place/<slug:sector>/<slug:district>/", place_pages.place_gap, name="place_gap"),
]

# Pages about organizations live here because they list programs; their names are partners:….
organization_patterns = [
    path("schools/", organization_pages.school_list, name="school_list"),
    path("schools/<slug:slug>/", organization_pages.school_detail, name="school_detail"),
    path("schools/<slug:slug>/packet/", packet_pages.school_packet, name="school_packet"),
    path("colleges/", organization_pages.college_list, name="college_list"),
    path("colleges/<slug:slug>/", organization_pages.college_detail, name="college_detail"),
    path("colleges/<slug:slug>/packet/", packet_pages.college_packet, name="college_packet"),
    path("adult-schools/", organization_pages.adult_school_list, name="adult_school_list"),
    path(
        "adult-schools/<slug:slug>/",
        organization_pages.adult_school_detail,
        name="adult_school_detail",
    ),
    path(
        "adult-schools/<slug:slug>/packet/",
        packet_pages.adult_school_packet,
        name="adult_school_packet",
    ),
]
