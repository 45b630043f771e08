"""What a web server imports to run the portal."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathways_portal.settings")
application = get_wsgi_application()
