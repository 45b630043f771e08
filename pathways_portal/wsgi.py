"""What a web server imports to run the portal."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathways_portal.settings")

# With DEBUG on, an error page shows code and settings to every visitor. Only Django's own laptop
# server (`demo`, `runserver`) may serve that way; it is the one that has this module loaded.
if settings.DEBUG and "django.core.servers.basehttp" not in sys.modules:
    raise ImproperlyConfigured(
        "DEBUG is on, and this is a web server. For visitors set: export DEBUG=0 SECRET_KEY="
        "\"$(python3 -c 'import secrets; print(secrets.token_urlsafe(50))')\" "
        "ALLOWED_HOSTS=pathways.example.org. On a laptop run: python3 manage.py demo"
    )

application = get_wsgi_application()

if not settings.DEBUG:
    from pathways_portal import checks
    from programs.search.warm import warm_up

    checks.advise()
    warm_up()
