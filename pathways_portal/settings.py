"""Settings: one file, each variable read once, and a loud error where production must answer."""

import os
from datetime import timedelta
from pathlib import Path

import environ
import pghistory
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

# The finder's arrays are small: threads of the linear algebra library would only get in the way
# of each other. Read when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- Mode ---------------------------------------------------------------------------------------
# DEBUG is on for a laptop. Production says DEBUG=0 and must bring its own secret and host names.
DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env("SECRET_KEY", default="laptop-only-" + "0123456789" * 5 if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. With DEBUG=0 the portal needs its own secret: "
        "export SECRET_KEY=\"$(python3 -c 'import secrets; print(secrets.token_urlsafe(50))')\""
    )
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else []
)
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS is not set. With DEBUG=0 name the host the portal answers to: "
        "export ALLOWED_HOSTS=pathways.example.org"
    )
# Where this portal lives: used in e-mails, the sitemap and canonical links.
SITE_URL = env(
    "SITE_URL", default="http://127.0.0.1:8000" if DEBUG else f"https://{ALLOWED_HOSTS[0]}"
)

# --- Applications -------------------------------------------------------------------------------
INSTALLED_APPS = [
    "pathways_portal",
    "equity",
    "wbl",
    "programs",
    "partners",
    "pathways_portal.common.outbox",
    "django.forms",  # finds the widgets of Django when a form is drawn with our templates
    "partners.admin_app.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "pgtrigger",
    "pghistory",
]
MIDDLEWARE = [
    "pathways_portal.middleware.GuardInput",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pathways_portal.middleware.CompressPublic",
    "csp.middleware.CSPMiddleware",
    "pathways_portal.middleware.PublicCache",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "pathways_portal.middleware.ConditionalGet",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pathways_portal.middleware.RequireSignIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pathways_portal.middleware.WhoWrites",
    "pathways_portal.middleware.OwnErrorPages",
]
ROOT_URLCONF = "pathways_portal.urls"
WSGI_APPLICATION = "pathways_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pathways_portal.context.site",
            ],
            "builtins": ["pathways_portal.templatetags.portal", "django.templatetags.i18n"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database -----------------------------------------------------------------------------------
# Where a laptop keeps its own database, when DATABASE_URL names none.
PORTAL_DATA_DIR = Path(env("PORTAL_DATA_DIR", default=str(BASE_DIR / ".devdata")))
if env("DATABASE_URL", default=""):
    DATABASES = {"default": env.db("DATABASE_URL")}
else:
    DATABASES = {"default": {"ENGINE": "pathways_portal.db.embedded", "NAME": "pathways"}}
DATABASES["default"].update(
    # Django's own server has a thread for each request: nobody would use what it kept open.
    CONN_MAX_AGE=env.int("CONN_MAX_AGE", default=0 if DEBUG else 60),
    CONN_HEALTH_CHECKS=True,
    # Behind a pooler that hands out connections by transaction, nothing may be left on one.
    DISABLE_SERVER_SIDE_CURSORS=env.bool(
        "TRANSACTION_POOLING",
        default=DATABASES["default"].get("DISABLE_SERVER_SIDE_CURSORS", False),
    ),
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Redis: cache and broker; without it tasks run at once and the cache is this process ---------
REDIS_URL = env("REDIS_URL", default="")
# Nobody waits long (seconds) for a server that is away, or is there and does not answer.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
    "max_retries": 1,
    "interval_start": 0.1,
}
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "pathways_portal.common.steady_cache.SteadyCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "portal",
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "America/Los_Angeles"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

# --- Languages and times ------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["pathways_portal.formats"]
TIME_ZONE = "America/Los_Angeles"
USE_I18N = True
USE_TZ = True
# Who read the Spanish, and when. Until both are set, /es/ pages say that no person has.
SPANISH_REVIEWED_BY = env("SPANISH_REVIEWED_BY", default="")
SPANISH_REVIEWED_ON = env("SPANISH_REVIEWED_ON", default="")

# --- Static files -------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "pathways_portal.vendor_files.PackagedFinder",
]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Accounts -----------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["partners.auth.PortalBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"  # by name, so that it keeps the language
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
AUTH_USER_MODEL = "partners.User"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Sign-up is open, and gives an account without any rights: those come by membership only.
# Tries, time, and counted by address of the visitor (ip), by account (user) or by e-mail (key).
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,8/5m/key",
    "signup": "10/h/ip",
    "confirm_email": "1/3m/key",
    "reset_password": "10/h/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "8/5m/user",
    "change_password": "5/m/user",
    "manage_email": "10/h/user",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Career Pathways Portal"
# Whoever can edit must have a second factor. The demo's own accounts are exempt, with DEBUG only.
MFA_REQUIRED_FOR_EDITORS = env.bool("MFA_REQUIRED_FOR_EDITORS", default=True)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Equity: how small groups are protected (docs/adr/0016-small-groups.md) -----------------------
# Counts from 1 to one less than this are never shown. The method allows no less than 10.
EQUITY_MIN_CELL = env.int("EQUITY_MIN_CELL", default=11)
if EQUITY_MIN_CELL < 10:
    raise ImproperlyConfigured(
        f"EQUITY_MIN_CELL is {EQUITY_MIN_CELL}. Groups of fewer than 10 students are never shown: "
        "set it to 10 or more, or leave it out."
    )
# "band": rates near 0 % and 100 % are shown as ranges. "endpoints": only 0 % and 100 % are.
EQUITY_SMALL_OUTCOMES = env("EQUITY_SMALL_OUTCOMES", default="band")
if EQUITY_SMALL_OUTCOMES not in ("band", "endpoints"):
    raise ImproperlyConfigured(
        f"EQUITY_SMALL_OUTCOMES is {EQUITY_SMALL_OUTCOMES!r}. Write band, or endpoints."
    )
# From how many students a year a slice is published year by year; else years are pooled.
EQUITY_YEARLY_STUDENTS = env.int("EQUITY_YEARLY_STUDENTS", default=300)
EQUITY_WINDOW_YEARS = env.int("EQUITY_WINDOW_YEARS", default=3)
# So long a page waits for a worker before it says that the worker may have died, and lets people
# ask anew.
RELEASE_PATIENCE = timedelta(minutes=3)

# --- E-mail -------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Career Pathways Portal <portal@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=30)  # seconds for each step of a conversation
# An e-mail is tried so often, after a pause that doubles each time up to the longest one.
OUTBOX_MOST_TRIES = 8
OUTBOX_FIRST_PAUSE = timedelta(minutes=5)
OUTBOX_LONGEST_PAUSE = timedelta(hours=4)
# Seconds after which a worker that has an e-mail in hand counts as gone. Longer than any
# conversation: connect, TLS, sign-in and some nine commands, each within EMAIL_TIMEOUT.
OUTBOX_REAP_AFTER = env.int("OUTBOX_REAP_AFTER", default=1_800)
# The monthly report is due on this day of the month, from this hour on, on the region's clock.
# After an outage it is sent on whatever later day of the month the schedule runs again.
MONTHLY_REPORT_DAY = env.int("MONTHLY_REPORT_DAY", default=12)
MONTHLY_REPORT_HOUR = env.int("MONTHLY_REPORT_HOUR", default=7)
if not (1 <= MONTHLY_REPORT_DAY <= 31 and 0 <= MONTHLY_REPORT_HOUR <= 23):
    raise ImproperlyConfigured(
        "MONTHLY_REPORT_DAY is a day from 1 to 31, MONTHLY_REPORT_HOUR an hour from 0 to 23."
    )
# The role mailbox printed on /about/ and in security.txt.
CONTACT_EMAIL = env("CONTACT_EMAIL", default="")

# --- Protection ---------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
# Sites whose pages may hold /pathways/…/embed/ in a frame, such as https://www.example.edu. All
# other pages stay closed to frames.
EMBED_ALLOWED_ORIGINS = env.list("EMBED_ALLOWED_ORIGINS", default=[])
CSRF_FAILURE_VIEW = "pathways_portal.errors.csrf_failure"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not DEBUG)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=0 if DEBUG else 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
# Set to 1 behind a proxy that overwrites X-Forwarded-Proto and X-Forwarded-For itself.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Limits count each visitor by the last address named: without it all would share the proxy's.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# --- History: every change of a tracked row, by triggers; bulk updates and raw SQL included -------
PGHISTORY_DEFAULT_TRACKERS = (
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
)
# Events are written once: the database refuses to change or remove one.
PGHISTORY_APPEND_ONLY = True
# Reading changes nothing, so it need not ask who reads; public pages stay free of the session.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# --- Logging: one line an event, to the console -------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}
