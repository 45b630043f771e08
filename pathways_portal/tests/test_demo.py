"""The demo: what it prints, who may run it, and one whole run from nothing to nothing left."""

import html
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import urllib.request

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from partners.models import Membership, User
from partners.tests.factories import OrganizationFactory
from pathways_portal import demo_accounts, demo_reports, devdb_host
from pathways_portal.bootstrap import BASE_DIR
from pathways_portal.tests.ports import free_port


@pytest.fixture
def laptop(settings, db):
    """DEBUG, and the two organizations at which the sample accounts have their rights."""
    settings.DEBUG = True
    OrganizationFactory(name="Imperial Valley College", mis_code="031")
    OrganizationFactory(name="Sweetwater Union High", cds_code="37684110000000")


def test_demo_accounts_have_one_role_each_at_a_real_organization(laptop, tmp_path):
    demo_accounts.ensure(folder=tmp_path)

    assert set(Membership.objects.values_list("user__email", "role", "organization__name")) == {
        ("viewer@sample.example", "viewer", "Imperial Valley College"),
        ("coordinator@sample.example", "coordinator", "Imperial Valley College"),
        ("lead@sample.example", "lead", "Sweetwater Union High"),
    }


def test_demo_accounts_can_sign_in_with_what_is_printed(laptop, tmp_path, client):
    for sign_in in demo_accounts.ensure(folder=tmp_path):
        assert client.login(username=sign_in.email, password=sign_in.password)


def test_demo_accounts_are_refused_outside_debug(laptop, tmp_path, client, settings):
    sign_in = demo_accounts.ensure(folder=tmp_path)[0]
    settings.DEBUG = False

    assert not client.login(username=sign_in.email, password=sign_in.password)


def test_demo_accounts_have_a_verified_address(laptop, tmp_path):
    demo_accounts.ensure(folder=tmp_path)

    assert EmailAddress.objects.filter(verified=True, primary=True).count() == 4


def test_only_the_site_administrator_is_staff(laptop, tmp_path):
    demo_accounts.ensure(folder=tmp_path)

    assert list(User.objects.filter(is_staff=True).values_list("email", "is_superuser")) == [
        ("admin@sample.example", True)
    ]
    assert User.objects.filter(is_superuser=True).count() == 1


def test_demo_accounts_stay_as_they_are_when_made_again(laptop, tmp_path):
    first = demo_accounts.ensure(folder=tmp_path)
    hashes = list(User.objects.order_by("email").values_list("password", flat=True))

    assert demo_accounts.ensure(folder=tmp_path) == first
    assert list(User.objects.order_by("email").values_list("password", flat=True)) == hashes


def test_demo_passwords_are_each_machines_own(laptop, tmp_path):
    here = demo_accounts.ensure(folder=tmp_path / "here")
    there = demo_accounts.ensure(folder=tmp_path / "there")

    assert {s.password for s in here}.isdisjoint(s.password for s in there)
    assert len({s.password for s in here}) == 4


def test_demo_passwords_are_kept_for_their_owner_alone(laptop, tmp_path):
    demo_accounts.ensure(folder=tmp_path)

    assert stat.S_IMODE((tmp_path / "demo-accounts.json").stat().st_mode) == 0o600


def test_demo_accounts_are_never_made_in_production(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="with DEBUG only"):
        demo_accounts.ensure(folder=tmp_path)


def test_demo_refuses_production():
    with pytest.raises(CommandError, match="runs with DEBUG only"):
        call_command("demo")


def test_demo_says_how_to_choose_another_port_when_it_is_busy(settings):
    settings.DEBUG = True
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=f"Port {port} cannot be used.*--port 8001"):
            call_command("demo", port=port)


def test_demo_does_not_reset_a_database_that_is_not_its_own():
    done = subprocess.run(
        [sys.executable, "manage.py", "demo", "--reset", "--no-serve"],
        cwd=BASE_DIR,
        env=os.environ | {"DATABASE_URL": "postgres://somebody@127.0.0.1:1/production"},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert "add --yes" in done.stderr


class Demo:
    """A real `manage.py demo` on a database folder of its own."""

    def __init__(self, data_dir):
        self.data_dir = data_dir
        self.port = free_port()
        environment = {
            k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL", "DEBUG"}
        }
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--port", str(self.port)],
            cwd=BASE_DIR,
            env=environment | {"PORTAL_DATA_DIR": str(data_dir), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
            # A test run started in the background ignores Ctrl-C, and hands that down.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if line.startswith("Ready after"):
                break

    def postmaster(self):
        """Process id of its database server, or None."""
        for pid_file in self.data_dir.glob("pg*/postmaster.pid"):
            return int(pid_file.read_text().split()[0])
        return None

    def end(self, number):
        """Send a signal to the whole group, as a terminal does; return the exit code."""
        os.killpg(self.process.pid, number)
        code = self.process.wait(timeout=60)
        self.process.stdout.close()
        return code

    def abandon(self):
        """End what a failed test left running."""
        if self.process.poll() is None:
            self.end(signal.SIGTERM)

    def ready_after(self):
        return float(re.search(r"Ready after ([\d.]+) seconds", self.said)[1])


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory):
    """One folder for all that follows: making and filling a cluster takes longest."""
    return tmp_path_factory.mktemp("demo") / "data"


@pytest.fixture(scope="module")
def start(data_dir):
    """Start the demo, always on the same folder; none is left when the tests end."""
    demos = []

    def start_demo():
        demos.append(Demo(data_dir))
        return demos[-1]

    yield start_demo
    for demo in demos:
        demo.abandon()


@pytest.fixture(scope="module")
def first_demos(data_dir, start):
    """Two demos at once where nothing is yet: one that serves, and what came of one that only
    prepares, as (exit code, what it said)."""
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DEBUG"}}
    preparing = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--no-serve"],
        cwd=BASE_DIR,
        env=environment | {"PORTAL_DATA_DIR": str(data_dir)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        serving = start()
        said = preparing.communicate(timeout=120)[0]
    finally:
        preparing.kill()
        preparing.wait()
    return serving, (preparing.returncode, said)


def test_two_first_demos_at_once_both_get_ready(first_demos):
    serving, (code, said) = first_demos

    assert code == 0, said
    assert "Ready after" in serving.said
    assert sum("another demo prepares this database" in text for text in (serving.said, said)) == 1
    assert serving.postmaster() is not None  # the one that ended left it to the other


def read(address):
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - of the demo itself
        return answer.read().decode()


def links(page, start):
    """The paths on a page that begin so."""
    return {html.unescape(one) for one in re.findall(rf'href="({re.escape(start)}[^"]*)"', page)}


def test_demo_has_a_report_to_read_that_nobody_was_sent(first_demos):
    site = f"http://127.0.0.1:{first_demos[0].port}"

    listed = links(read(f"{site}/equity/reports/"), "/equity/reports/2")
    (month,) = {one.partition("#")[0] for one in listed}
    region = read(site + month)
    theirs = [read(site + one) for one in links(region, f"{month}?organization=")]

    assert len(theirs) == len(demo_reports.PLACES)
    for page in (region, *theirs):
        assert "It has gone to nobody by e-mail." in page
    assert "more students would close it" in region
    assert any("more students would close it" in page for page in theirs)
    assert "Overdue since" in region


def test_demo_has_a_goal_and_actions_whose_gaps_stand_on_its_equity_pages(first_demos):
    """What the sample rows name is published: each address leads to the row of its group."""
    site = f"http://127.0.0.1:{first_demos[0].port}"
    goals = links(read(f"{site}/goals/"), "/goals/")

    about = {
        gap
        for goal in goals
        if re.fullmatch(r"/goals/\d+/", goal)
        for gap in links(read(site + goal), "/equity/?")
    }

    assert len(about) >= 4
    for address in about:
        path, _hash, row = address.partition("#")
        assert row
        page = read(site + path)
        assert f'id="{row}"' in page
        assert "SYNTHETIC" in page
        assert "English learners ·" in page  # the open actions and the goal, by name


def test_demo_from_nothing_to_nothing_left(first_demos, start):
    """One cluster through a first start, Ctrl-C, kill -9 of everything, and a last start."""
    first, _prepared = first_demos
    addresses = re.findall(r"http://\S+", first.said)
    answers = {address: urllib.request.urlopen(address).status for address in addresses}  # noqa: S310
    # More requests, each from a connection of its own, than the database takes connections.
    crowd = {urllib.request.urlopen(addresses[0]).status for _number in range(100)}  # noqa: S310
    passwords = re.findall(r"@sample\.example +(\S+)", first.said)
    first_server = first.postmaster()
    code = first.end(signal.SIGINT)
    left_by_ctrl_c = first.postmaster()

    second = start()
    second_server = second.postmaster()
    second.end(signal.SIGKILL)
    os.kill(second_server, signal.SIGKILL)

    third = start()
    third_server = third.postmaster()
    third.end(signal.SIGTERM)

    print(
        f"\nfirst start {first.ready_after()} s, demo {first.process.pid}, server {first_server}; "
        f"second {second.ready_after()} s, {second.process.pid}, {second_server}, both kill -9; "
        f"third {third.ready_after()} s, {third.process.pid}, {third_server}"
    )
    assert set(answers.values()) == {200}
    assert crowd == {200}
    assert len(answers) == 7  # the front page, five worth trying, sign-in
    assert len(passwords) == 4
    assert code == 0
    assert left_by_ctrl_c is None
    assert re.findall(r"@sample\.example +(\S+)", third.said) == passwords
    assert third.postmaster() is None
    for server in (first_server, second_server, third_server):
        assert devdb_host.process_state(server)[0] in {"", "Z"}
