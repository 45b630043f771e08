"""A real Chromium against the portal with the whole region loaded.

    python -m pytest e2e          (needs requirements-e2e.txt and a Chromium; .ci/run brings both)

`portal` is the address of a server over the test database, loaded once for the whole run; nothing
is rolled back, so a test that changes a record puts it back. `page` is a tab that fails its test on
any breach of the content security policy, script error, failed or third-party request.
"""

import os
import re
import secrets
import shutil
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import setup_databases, teardown_databases
from page_kinds import ADMIN, PUBLIC
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from partners.models import User
from pathways_portal import demo_accounts

# Playwright keeps an event loop in this thread, which Django would otherwise refuse to query in.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WATCH_POLICY = """
document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`CSP ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


@pytest.fixture(scope="session")
def chromium_path():
    path = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    if not path:
        pytest.fail("No Chromium: apt-get install chromium, or set CHROMIUM to its path.")
    return path


@pytest.fixture(scope="session")
def browser(chromium_path):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path,
            # Chromium's sandbox does not work for root.
            args=[*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """A name of its own for the test database: the other tests may run beside these (.ci/run)."""
    connection.settings_dict["TEST"]["NAME"] = f"test_{connection.settings_dict['NAME']}_browser"


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment,
    django_db_blocker,
    django_db_keepdb,
    django_db_createdb,
    django_db_modify_db_settings,
):
    """A database of the tests' own. pytest-django makes one only for tests that it rolls back;
    without this the browser would work in the developer's database.
    """
    keep = django_db_keepdb and not django_db_createdb
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, keepdb=keep)
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            with connection.cursor() as cursor:
                # Threads of the served portal keep their connections for the next request.
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def portal(django_db_setup, django_db_blocker):
    """Address of the served portal, such as http://127.0.0.1:40001, with all data loaded."""
    with django_db_blocker.unblock():
        call_command("load_region", verbosity=0)
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()


@pytest.fixture(scope="session")
def sign_ins(portal, tmp_path_factory):
    """The demo's accounts by name (viewer, coordinator, lead, admin); they work with DEBUG only."""
    with override_settings(DEBUG=True):
        entries = demo_accounts.ensure(folder=tmp_path_factory.mktemp("accounts"))
    return {entry.email.partition("@")[0]: entry for entry in entries}


@pytest.fixture(scope="session")
def paths(portal, django_db_blocker):
    """The path of each kind of page, in English, by the kind's name (see page_kinds)."""
    with django_db_blocker.unblock():
        return {name: kind.path for name, kind in (PUBLIC | ADMIN).items()}


@pytest.fixture(scope="session")
def staff_cookies(browser, portal, django_db_blocker):
    """Cookies of one of the portal's staff, signed in by the form; no account of the demo's."""
    password = secrets.token_urlsafe()
    with django_db_blocker.unblock():
        user = User.objects.create_superuser("staff@sample.example", password)
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    context = browser.new_context(base_url=portal)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("input[type=email]").fill(user.email)
    page.locator("input[type=password]").fill(password)
    page.locator("input[type=password]").press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)
    page.goto("/accounts/reauthenticate/")  # some pages ask once more
    page.locator("input[type=password]").fill(password)
    page.locator("input[type=password]").press("Enter")
    page.wait_for_url(lambda url: "/reauthenticate/" not in url)
    cookies = context.cookies()
    context.close()
    return cookies


@pytest.fixture
def as_staff():
    """While it lasts, staff need no second factor, and have confirmed their password just now.

    The admin's forms and deletions name what hangs on one record by a query each; the lists of
    the admin have tests of their own against a query per row.
    """
    with override_settings(
        MFA_REQUIRED_FOR_EDITORS=False,
        ACCOUNT_REAUTHENTICATION_TIMEOUT=60 * 60,
        ZEAL_ALLOWLIST=[{"model": "*", "field": "*"}],
    ):
        yield


@pytest.fixture
def new_page(browser, portal):
    """Open watched tabs: new_page(width=360, dark=True). Every fault is listed in `faults`."""
    contexts, faults = [], []

    def open_page(*, width=1280, height=900, dark=False, javascript=True, base_url=portal):
        context = browser.new_context(
            base_url=base_url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            locale="en-US",
        )
        contexts.append(context)
        if javascript:
            context.add_init_script(WATCH_POLICY)
        page = context.new_page()
        watch(page, urlsplit(base_url).netloc, faults)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(scope="session")
def lasting_tab(browser, portal):
    """The one tab behind `tab`, and what is wrong with it."""
    context = browser.new_context(base_url=portal, locale="en-US")
    context.add_init_script(WATCH_POLICY)
    page, faults = context.new_page(), []
    watch(page, urlsplit(portal).netloc, faults)
    yield page, faults
    context.close()


@pytest.fixture
def tab(lasting_tab):
    """A watched tab at 1280 by 900, in light colors, for tests that only look at pages.

    It is the same one each time, since a new one costs more than most pages. It forgets who was
    signed in; pages it asks for anew, as every browser does (see PublicCache).
    """
    page, faults = lasting_tab
    page.context.clear_cookies()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(media="null", color_scheme="light", reduced_motion="null")
    faults.clear()
    yield page
    assert faults == []


@pytest.fixture
def page(new_page):
    """One watched tab at 1280 by 900, in light colors."""
    return new_page()


@pytest.fixture
def db_access(portal, django_db_blocker):
    """Lets a test read and write the database that the portal serves."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def signed_in(page, sign_ins):
    """A watched tab of the sample coordinator; the test has to say DEBUG (see `sign_ins`)."""
    entry = sign_ins["coordinator"]
    page.goto("/accounts/login/")
    page.get_by_label(re.compile("e-?mail", re.I)).fill(entry.email)
    page.locator("input[type=password]").fill(entry.password)
    page.locator("input[type=password]").press("Enter")
    page.wait_for_url("**/admin/")
    return page


def watch(page, host, faults):
    """Note in `faults` all that must not happen on any page."""

    def console(message):
        # A refused address is noted once, by `response`; the page of an error is no fault itself.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(f"console: {message.text}")

    def request(request):
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.netloc != host:
            faults.append(f"third party: {request.url}")

    def response(response):
        if response.status >= 400 and response.request.resource_type != "document":
            faults.append(f"{response.status}: {response.url}")

    def failed(request):
        if request.failure != "net::ERR_ABORTED":  # left the page before it was there
            faults.append(f"{request.failure}: {request.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("request", request)
    page.on("response", response)
    page.on("requestfailed", failed)
