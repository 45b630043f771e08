from django.apps import AppConfig


class PathwaysPortalConfig(AppConfig):
    name = "pathways_portal"
    verbose_name = "Career Pathways Portal"

    def ready(self):
        # Tasks bind to this application, and the checks register themselves.
        from pathways_portal import celery, checks  # noqa: F401
