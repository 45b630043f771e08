"""Every address of the portal: English as it stands, Spanish below /es/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from partners.urls import urlpatterns as glossary_patterns
from pathways_portal import feedback, gallery, health, seo, views
from programs.urls import organization_patterns

handler400 = "pathways_portal.errors.bad_request"
handler404 = "pathways_portal.errors.page_not_found"
handler500 = "pathways_portal.errors.server_error"

# Pages about organizations list programs, so they live in programs; their names are partners:….
partner_patterns = [*organization_patterns, *glossary_patterns]

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", seo.robots, name="robots"),
    path("sitemap.xml", seo.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", seo.sitemap, name="sitemap_section"),
    path(".well-known/security.txt", seo.security_txt, name="security_txt"),
    path("favicon.ico", seo.favicon, name="favicon"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("near/", views.near, name="near"),
        path("about/", views.about, name="about"),
        path("about/data/", views.about_data, name="about_data"),
        path("accessibility/", views.accessibility, name="accessibility"),
        path("privacy/", views.privacy, name="privacy"),
        path("feedback/", feedback.feedback, name="feedback"),
        path("feedback/thanks/", feedback.thanks, name="feedback_thanks"),
        path("_components/", gallery.gallery, name="gallery"),
        path("", include("programs.urls")),
        path("", include("wbl.urls")),
        path("", include("equity.urls")),
        path("", include((partner_patterns, "partners"))),
        path("accounts/", include("allauth.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]
