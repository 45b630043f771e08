"""Somebody who is signed in and looks at pages of a running web server, as a browser does."""

import html
import http.client
import re
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from importlib import import_module
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.urls import reverse

LOOPBACK = "127.0.0.1"
MOST_SECONDS = 20
_SAID = re.compile(r'<p[^>]*(?:class="errornote"|role="(?:status|alert)")[^>]*>(.*?)</p>', re.S)
_TOLD = re.compile(r'<li class="(?:success|error|warning|info)"[^>]*>(.*?)</li>', re.S)
_BUTTON = re.compile(r'<input type="submit"[^>]*value="([^"]*)"')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]*)"')
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)


@dataclass(frozen=True)
class Page:
    """What came back: `status` 0 is a server that hung up or did not answer in time."""

    status: int
    seconds: float
    text: str = ""
    headers: dict = field(default_factory=dict)

    @property
    def said(self):
        """What the page tells whoever asked, in sentences; its heading where it tells nothing."""
        found = _SAID.findall(self.text) + _TOLD.findall(self.text)
        return [_plain(one) for one in found or _HEADING.findall(self.text)]

    @property
    def buttons(self):
        return [html.unescape(one) for one in _BUTTON.findall(self.text)]

    @property
    def looks_again(self):
        return "Refresh" in self.headers

    def __str__(self):
        again = "; looks again by itself" if self.looks_again else ""
        buttons = "".join(f" [{one}]" for one in self.buttons)
        return f"{self.status}{again}: “{' '.join(self.said)}”{buttons}"


class Visitor:
    """Signed in as `user` on the server at `port`; without a user nobody in particular."""

    def __init__(self, port, user=None):
        self.port = port
        self.cookies = {settings.SESSION_COOKIE_NAME: _session(user)} if user else {}
        self._page_with_token = reverse("admin:index" if user else "account_login")

    def get(self, address):
        """The page at an address, wherever it leads."""
        page = self._ask("GET", address)
        while page.status in (301, 302):
            page = self._ask("GET", page.headers["Location"])
        return page

    def press(self, address, form=None, follow=True):
        """Send a form with the token that pages have; the page that it leads to."""
        if settings.CSRF_COOKIE_NAME not in self.cookies:
            self._ask("GET", self._page_with_token)
        token = {"csrfmiddlewaretoken": self.cookies.get(settings.CSRF_COOKIE_NAME, "")}
        page = self._ask("POST", address, urlencode(token | (form or {})))
        if follow and page.status in (301, 302):
            return self.get(page.headers["Location"])
        return page

    def _ask(self, method, address, body=None):
        headers = {
            "Accept-Language": "en",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.monotonic()
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=MOST_SECONDS)
        try:
            connection.request(method, address, body=body, headers=headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            return Page(0, time.monotonic() - began)
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        if token := _TOKEN.search(text):
            self.cookies.setdefault(settings.CSRF_COOKIE_NAME, token[1])
        return Page(answer.status, time.monotonic() - began, text, dict(answer.headers))


def _session(user):
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key


def _plain(fragment):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", fragment)).split())
