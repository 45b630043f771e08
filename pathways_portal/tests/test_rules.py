"""Rules for the whole code base: what we would forget, written down where it turns red."""

import re
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from pathways_portal.data_dictionary import our_models, own_fields

# Every page that needs no account, by URL name. A new public page is added here on purpose.
PUBLIC = {
    "home",
    "near",
    "about",
    "about_data",
    "accessibility",
    "privacy",
    "feedback",
    "feedback_thanks",
    "robots",
    "sitemap",
    "sitemap_section",
    "security_txt",
    "favicon",
    "livez",
    "readyz",
    "gallery",  # staff, or anyone on a laptop: it decides by itself
    "programs:list",
    "programs:csv",
    "programs:compare",
    "programs:saved",
    "programs:detail",
    "programs:alert_new",
    "programs:alert_sent",
    "programs:alert_confirm",
    "programs:alert",
    "programs:courses",
    "programs:course",
    "programs:shared_numbers",
    "programs:pathway_list",
    "programs:pathway_detail",
    "programs:agreements",
    "programs:agreements_csv",
    "programs:agreement",
    "programs:pathway_print",
    "programs:pathway_embed",
    "programs:pathway_quality",
    "programs:careers",
    "programs:careers_csv",
    "programs:career",
    "programs:priority_rule",
    "programs:early_credit",
    "programs:credit_finder",
    "programs:route",
    "programs:sector_list",
    "programs:sector_detail",
    "programs:skills",
    "programs:supports",
    "programs:gaps",
    "programs:alignment_gaps",
    "programs:alignment_gaps_csv",
    "programs:alignment_gap",
    "programs:labor_gaps",
    "programs:labor_gaps_csv",
    "programs:labor_gap",
    "programs:pathway_gap",
    "programs:top_gaps",
    "programs:place_gaps",
    "programs:place_gaps_csv",
    "programs:place_gap",
    "partners:school_list",
    "partners:school_detail",
    "partners:school_packet",
    "partners:college_list",
    "partners:college_detail",
    "partners:college_packet",
    "partners:adult_school_list",
    "partners:adult_school_detail",
    "partners:adult_school_packet",
    "partners:glossary",
    "partners:term",
    "partners:goals",
    "partners:goals_csv",
    "partners:goal",
    "equity:subscribe",
    "equity:subscribe_sent",
    "equity:subscribe_confirm",
    "equity:subscription",
    "equity:unsubscribe",
    "equity:reports",
    "equity:report",
    "wbl:continuum",
    "wbl:opportunities",
    "wbl:opportunities_csv",
    "wbl:opportunity",
    "equity:overview",
    "equity:pathways",
    "equity:institutions",
    "equity:pathway",
    "equity:institution",
    "equity:entering",
    "equity:entering_csv",
    "equity:entering_xlsx",
    "equity:trend",
    "equity:compare",
    "equity:compare_csv",
    "equity:compare_xlsx",
    "equity:gains",
    "equity:gains_csv",
    "equity:gains_xlsx",
    "equity:explore",
    "equity:table",
    "equity:table_csv",
    "equity:table_xlsx",
    "equity:metrics",
    "equity:metric",
    "equity:methods",
}


def named_views(patterns=None, namespace=""):
    """Yield (name, view) of every address outside the admin and the sign-in pages."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            if entry.app_name == "admin" or "accounts" in str(entry.pattern):
                continue
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from named_views(entry.url_patterns, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", entry.callback


def is_public(view):
    return not getattr(view, "login_required", True)


def test_only_listed_pages_are_public():
    assert {name for name, view in named_views() if is_public(view)} == PUBLIC & {
        name for name, _ in named_views()
    }


def test_every_listed_page_exists():
    assert PUBLIC - {name for name, _ in named_views()} == set()


@pytest.mark.parametrize("model", list(our_models()), ids=lambda m: m.__name__)
def test_every_model_and_field_explains_itself(model):
    silent = [field.name for field in own_fields(model) if not field.help_text]

    assert silent == []
    assert model.__doc__ and not model.__doc__.startswith(f"{model.__name__}(")


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_the_data_dictionary_is_current():
    call_command("data_dictionary", check=True, stdout=StringIO())


def test_every_setting_read_from_the_environment_is_in_the_readme():
    source = (settings.BASE_DIR / "pathways_portal" / "settings.py").read_text()
    readme = (settings.BASE_DIR / "README.md").read_text()

    read = set(re.findall(r"env(?:\.\w+)?\(\s*\"([A-Z_]+)\"", source))

    assert {name for name in read if f"`{name}`" not in readme} == set()


def test_every_command_of_ours_is_in_the_readme():
    readme = (settings.BASE_DIR / "README.md").read_text()
    ours = {
        path.stem
        for path in settings.BASE_DIR.glob("*/management/commands/*.py")
        if path.stem != "__init__"
    }

    assert {name for name in ours if f"`{name}`" not in readme} == set()


def templates():
    return sorted((settings.BASE_DIR / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", templates(), ids=lambda p: p.name)
def test_no_template_holds_inline_script_or_style(path):
    """The Content-Security-Policy refuses them; a page that needs one would break in silence."""
    if "emails" in path.parts:
        return
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.S)
    scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", text)

    assert not re.search(r"\sstyle=|<style\b|\son[a-z]+=\"|javascript:", text)
    assert all("application/ld+json" in s or "application/json" in s for s in scripts)


def test_every_page_template_has_one_main_heading():
    """Pages extend the layout and bring one h1, their own or a part's."""
    for path in templates():
        text = path.read_text()
        if '{% extends "layouts/base.html" %}' in text:
            assert text.count("<h1") <= 1, path
