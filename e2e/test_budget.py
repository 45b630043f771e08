"""The stack as it runs in production keeps every plain page small and all of it from one place.

gunicorn with DEBUG=0 over the test database, static files collected, hashed and compressed. Counted
is what arrives in a browser with an empty cache: headers and bodies, compressed as sent.
"""

import os
import re
import secrets
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection
from page_kinds import PUBLIC, in_language

from pathways_portal.tests.ports import free_port

# A page with all that it pulls in. Source: the portal's own design, "plain pages".
MOST_BYTES = 100_000
# Threads, so that the files of a page come side by side. A control socket would lie in the home of
# whoever runs the tests.
GUNICORN = [
    *[sys.executable, "-m", "gunicorn", "pathways_portal.wsgi", "--no-control-socket"],
    *["--worker-class=gthread", "--threads=4"],
]
ICON = re.compile(r"/favicon\.\w+\.svg$")
# What a page of text should not have: code that the policy of the portal would stop anyway.
INLINE = """() => [...document.querySelectorAll("*")].flatMap((node) => [
    ...(node.localName === "script" && !node.src && !/json/.test(node.type) ? ["script"] : []),
    ...(node.localName === "style" ? ["style"] : []),
    ...node.getAttributeNames().filter((name) => name === "style" || name.startsWith("on")),
]).concat(document.querySelectorAll("[href^='javascript:']").length ? ["javascript:"] : [])"""


def database_url():
    """The test database as DATABASE_URL; a socket's folder goes behind the question mark."""
    known = connection.get_connection_params()
    user = f"{quote(known['user'])}:{quote(known['password'])}"
    place = urlencode({"host": known["host"], "port": known["port"]})
    return f"postgres://{user}@/{known['dbname']}?{place}"


@pytest.fixture(scope="session")
def production(portal, tmp_path_factory, django_db_blocker):
    """Address of the portal served by gunicorn with DEBUG=0."""
    with django_db_blocker.unblock():
        database = database_url()
    port, folder = free_port(), tmp_path_factory.mktemp("production")
    environment = os.environ | {
        "DATABASE_URL": database,
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECURE_SSL_REDIRECT": "0",
        "STATIC_ROOT": str(folder / "static"),
        "LOG_LEVEL": "WARNING",
    }
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
        cwd=settings.BASE_DIR,
        env=environment,
        check=True,
    )
    said = (folder / "gunicorn.log").open("w")
    server = subprocess.Popen(
        [*GUNICORN, f"--bind=127.0.0.1:{port}"],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=said,
        stderr=said,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/readyz", server, said.name)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)
        said.close()


def wait_for(address, server, log):
    for _try in range(150):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=5)  # noqa: S310
        except OSError:
            time.sleep(0.2)
        else:
            return
    with open(log) as said:
        pytest.fail(f"The production server does not answer: {said.read()}")


@pytest.fixture(scope="module")
def table(request):
    """Bytes of each page; printed when all are measured."""
    rows = {}
    yield rows
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print(f"\n{'bytes sent':12}{'all':>9}{'html':>9}{'files':>7}")
        for (kind, language), sizes in sorted(rows.items(), key=lambda row: -row[1]["all"]):
            print(
                f"{sizes['all']:21,}{sizes['document']:9,}{sizes['files']:7}  {kind} ({language})"
            )


def test_every_kind_of_page_is_small_and_alone(new_page, paths, production, table):
    page, faults, requests = new_page(base_url=production), [], []
    page.on("request", lambda request: requests.append(request))
    # One tab is as good as a new one for each page: nothing is kept between them.
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    for kind in PUBLIC:
        for language in ["en", "es"]:
            page.context.clear_cookies()
            requests.clear()
            with page.expect_request(ICON):  # fetched last, after the page is there
                answer = page.goto(production + in_language(paths[kind], language))
            if answer.status != PUBLIC[kind].status:
                faults.append(f"{kind} ({language}): {answer.status}")
            inline = page.evaluate(INLINE)
            if inline:
                faults.append(f"{kind} ({language}): inline {inline}")
            sizes = table[kind, language] = measure(requests)
            if sizes["all"] > MOST_BYTES:
                faults.append(f"{kind} ({language}): {sizes['all']:,} bytes")

    assert faults == []


def measure(requests):
    """What the answers weighed on the wire, all and by their kind; waits for the last of them."""
    sizes = Counter()
    for request in requests:
        weight = request.sizes()
        size = weight["responseBodySize"] + weight["responseHeadersSize"]
        sizes["all"] += size
        sizes["files"] += 1
        sizes[request.resource_type] += size
    return sizes
