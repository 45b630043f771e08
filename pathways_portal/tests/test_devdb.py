"""Drills of the embedded database: started at once, killed, moved, run by root and by users.

Each uses a cluster of its own in a temporary folder. `pytest -s` shows process ids and row counts.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from pathways_portal import devdb, devdb_host
from pathways_portal.bootstrap import BASE_DIR

# One client: holds the server like any process of ours, runs SQL with psql, waits where told to.
CLIENT = """
import subprocess, sys
from pathways_portal import devdb
data_dir, *statements = sys.argv[1:]
server = devdb.ensure(data_dir)
psql = [devdb.program(data_dir, "psql"), "-XAtq", "-h", server["HOST"], "-p", server["PORT"],
        "-U", server["USER"], "pathways"]
for statement in statements:
    if statement == "wait":
        print("waiting", flush=True)
        sys.stdin.readline()
        continue
    done = subprocess.run(psql, input=statement, env={"PGPASSWORD": server["PASSWORD"]},
                          stdout=subprocess.PIPE, text=True)
    print(done.stdout.strip(), flush=True)
"""
OTHER_USER = 54321  # no name in the user list, as under `docker run --user`
NOBODY = devdb_host.NOBODY
AM_ROOT = os.geteuid() == 0


@contextlib.contextmanager
def drill_folder():
    """A folder with a space in its name that every user can reach; nothing runs there after."""
    path = Path(tempfile.mkdtemp(prefix="portal drill ", dir=devdb_host.TEMPORARY))
    path.chmod(0o755)
    try:
        yield path
    finally:
        for pid_file in path.glob("**/postmaster.pid"):
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid_file.read_text().split()[0]), signal.SIGQUIT)
        shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def folder():
    with drill_folder() as path:
        yield path


@pytest.fixture(scope="module")
def warm():
    """A data folder for the drills that do not care whether its cluster is new."""
    with drill_folder() as path:
        yield path / "data"


@pytest.fixture(scope="module")
def programs():
    """Environment with the launcher's modules and the server where every user can read them."""
    with drill_folder() as path:
        package = path / "pathways_portal"
        package.mkdir()
        for source in (BASE_DIR / "pathways_portal").glob("devdb*.py"):
            shutil.copy(source, package)
        (package / "__init__.py").touch()
        bindir, _major = devdb_host.find_bindir(devdb.OLDEST_MAJOR)
        if not devdb_host.may_reach(OTHER_USER, OTHER_USER, bindir):
            shutil.copytree(bindir.parent, path / "postgresql")
            bindir = path / "postgresql" / "bin"
        yield {"PYTHONPATH": str(path), "PG_BINDIR": str(bindir), "PATH": os.environ["PATH"]}


@pytest.fixture
def launcher(programs):
    launcher = Launcher(programs)
    yield launcher
    launcher.end()


class Launcher:
    """Runs clients with one environment and leaves none behind."""

    def __init__(self, environment):
        self.environment = environment
        self.clients = []

    def client(self, data_dir, *statements, prefix=()):
        process = subprocess.Popen(
            [*prefix, sys.executable, "-c", CLIENT, str(data_dir), *statements],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.clients.append(process)
        return process

    def waiting_client(self, data_dir, statement, *later):
        """A client that has printed the answer to `statement` and waits; and that answer."""
        process = self.client(data_dir, statement, "wait", *later)
        answer = process.stdout.readline().strip()
        assert process.stdout.readline() == "waiting\n"
        return process, answer

    def ask(self, data_dir, *statements, prefix=()):
        """Run a client to its end and return what it printed."""
        process = self.client(data_dir, *statements, prefix=prefix)
        return process.communicate(timeout=120)[0].strip()

    def end(self):
        for process in self.clients:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()


def finish(process):
    """Let a waiting client go on; return what it printed until its end."""
    return process.communicate("go on\n", timeout=60)[0].strip()


def as_user(uid):
    """Words before a command that run it as another user; only root may use them."""
    words = ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups"]
    if not devdb_host.may_reach(uid, uid, Path(sys.executable).resolve()):
        words += ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    return [*words, "--"]


def postmaster(data_dir):
    """Process id of the server, or None where none is noted."""
    for pid_file in data_dir.glob("pg*/postmaster.pid"):
        return int(pid_file.read_text().split()[0])
    return None


def owner_of(pid):
    return Path(f"/proc/{pid}").stat().st_uid


def lives(pid):
    """Whether a process runs; a zombie does not."""
    return devdb_host.process_state(pid)[0] not in {"", "Z"}


def test_five_cold_processes_share_one_server_and_leave_none(launcher, folder):
    data_dir = folder / "data"

    clients = [
        launcher.client(data_dir, "SELECT pg_postmaster_start_time()", "wait") for _n in range(5)
    ]
    answers = [[process.stdout.readline().strip() for _line in "12"] for process in clients]
    server = postmaster(data_dir)
    lived = lives(server)
    for process in clients:
        finish(process)

    pids = [process.pid for process in clients]
    print(f"\nclients {pids}, one server {server}, started {answers[0][0]}")
    assert len({started for started, _waiting in answers}) == 1
    assert [waiting for _started, waiting in answers] == ["waiting"] * 5
    assert lived
    assert not lives(server)
    assert postmaster(data_dir) is None


def test_killed_client_leaves_a_server_that_the_next_run_adopts_and_stops(launcher, warm):
    first, _answer = launcher.waiting_client(warm, "CREATE TABLE orphan AS SELECT 1 AS n")
    server = postmaster(warm)

    first.kill()
    first.wait()
    orphan_lived = lives(server)
    second, rows = launcher.waiting_client(warm, "SELECT count(*) FROM orphan")
    adopted = postmaster(warm)
    finish(second)

    print(f"\nkilled client {first.pid}; server {server} adopted by {second.pid}; rows {rows}")
    assert orphan_lived
    assert adopted == server
    assert rows == "1"
    assert not lives(server)


def test_killed_client_does_not_disturb_the_others(launcher, warm):
    first, _answer = launcher.waiting_client(warm, "SELECT 1")
    second, _answer = launcher.waiting_client(warm, "SELECT 2", "SELECT 3")

    first.kill()
    first.wait()
    said = finish(second)

    assert said == "3"
    assert postmaster(warm) is None


def test_killed_server_loses_no_committed_row(launcher, folder):
    data_dir = folder / "data"
    inserts = "INSERT INTO kept DEFAULT VALUES RETURNING id;\n" * 200_000
    script = folder / "inserts.sql"
    script.write_text("CREATE TABLE kept (id bigserial);\n" + inserts)
    writer, _answer = launcher.waiting_client(data_dir, "SELECT 1", f"\\i '{script}'")
    server = postmaster(data_dir)

    writer.stdin.write("go on\n")
    writer.stdin.flush()
    time.sleep(0.7)
    os.kill(server, signal.SIGKILL)
    said = writer.communicate(timeout=120)[0].splitlines()
    committed = [line for line in said if line.isdigit()]  # the rest is psql's complaint
    rows = int(launcher.ask(data_dir, "SELECT count(*) FROM kept"))

    print(f"\nkilled server {server} after {len(committed)} answered commits; rows after: {rows}")
    assert 0 < len(committed) < 200_000
    # The commit that the kill interrupted may have reached the disk without being answered.
    assert len(committed) <= rows <= len(committed) + 1
    assert postmaster(data_dir) is None


def test_server_killed_under_a_running_site_comes_back_by_itself(folder):
    script = """
import os, signal, django
django.setup()
from django.conf import settings
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE kept AS SELECT 1 AS n")
first = int(next(settings.PORTAL_DATA_DIR.glob("pg*/postmaster.pid")).read_text().split()[0])
os.kill(first, signal.SIGKILL)
connection.close()
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM kept")
    rows = cursor.fetchone()[0]
second = int(next(settings.PORTAL_DATA_DIR.glob("pg*/postmaster.pid")).read_text().split()[0])
print(rows, first, second)
"""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}

    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment | {"PORTAL_DATA_DIR": str(folder / "data")},
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        timeout=120,
    )
    rows, first, second = map(int, done.stdout.split())

    print(f"\nkilled server {first}, the same process went on with {second}; rows {rows}")
    assert rows == 1
    assert first != second
    assert not lives(second)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("a b", id="space"),
        pytest.param("it's ñ, (1)", id="quote, ñ, comma, brackets"),
        pytest.param("long" * 40, id="longer than a socket's path may be"),
    ],
)
def test_any_path_works(launcher, folder, name):
    data_dir = folder / name / "data"

    assert launcher.ask(data_dir, "SELECT 'works'") == "works"


def test_nothing_listens_on_the_network(launcher, warm):
    assert launcher.ask(warm, "SHOW listen_addresses") == ""


def test_cluster_speaks_utf8_and_folds_letters_alike_everywhere(launcher, warm):
    said = launcher.ask(warm, "SHOW server_encoding", "SELECT lower('ÁÑ') || upper('é')")

    assert said.split() == ["UTF8", "áñÉ"]


def test_half_made_cluster_is_made_again(launcher, folder):
    data_dir = folder / "data"
    _bindir, major = devdb_host.find_bindir(devdb.OLDEST_MAJOR)
    (data_dir / f"pg{major}.part").mkdir(parents=True)
    (data_dir / f"pg{major}.part" / "PG_VERSION").write_text(f"{major}\n")

    assert launcher.ask(data_dir, "SELECT 'works'") == "works"


def test_root_or_not_the_server_never_runs_as_root(launcher, warm):
    process, _answer = launcher.waiting_client(warm, "SELECT 1")

    owner = owner_of(postmaster(warm))
    finish(process)

    assert owner == (NOBODY if AM_ROOT else os.geteuid())


def test_private_folder_works_and_keeps_its_mode(launcher, folder):
    private = folder / "private"
    private.mkdir(mode=0o700)

    said = launcher.ask(private / "data", "SELECT 'works'")

    assert said == "works"
    assert private.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("uid", [OTHER_USER, NOBODY])
def test_another_user_has_a_cluster_of_its_own(launcher, folder, uid):
    """As root: switch to that user. As a user: this is what every other test here does."""
    home = folder / "home"
    home.mkdir()
    if AM_ROOT:
        os.chown(home, uid, uid)

    said = launcher.ask(home / "data", "SELECT 'works'", prefix=as_user(uid) if AM_ROOT else ())

    assert said == "works"
    assert (home / "data").stat().st_uid == (uid if AM_ROOT else os.geteuid())


def test_root_and_user_take_turns_in_the_users_folder(launcher, folder):
    home = folder / "home"
    home.mkdir()
    if AM_ROOT:
        os.chown(home, NOBODY, NOBODY)
    # A user who is not root plays root in a namespace of its own.
    root = () if AM_ROOT else ("unshare", "--user", "--map-root-user", "--")
    user = as_user(NOBODY) if AM_ROOT else ()

    first = launcher.ask(home / "data", "CREATE TABLE kept AS SELECT 1 AS n", prefix=root)
    second = launcher.ask(
        home / "data", "INSERT INTO kept SELECT 2; SELECT count(*) FROM kept", prefix=user
    )
    third = launcher.ask(home / "data", "SELECT count(*) FROM kept", prefix=root)

    assert [first, second, third] == ["", "2", "2"]


def test_folder_of_somebody_else_is_explained(launcher, folder):
    data_dir = folder / "data"
    data_dir.mkdir()
    if AM_ROOT:
        prefix = as_user(OTHER_USER)
    else:
        prefix = ()
        data_dir.chmod(0o555)

    said = launcher.ask(data_dir, "SELECT 1", prefix=prefix)

    assert "belongs to another user, perhaps root" in said
    assert "PORTAL_DATA_DIR" in said


def test_remove_refuses_while_another_process_uses_the_cluster(launcher, folder):
    data_dir = folder / "data"
    process, _answer = launcher.waiting_client(data_dir, "SELECT 1", "SELECT 'still here'")

    with pytest.raises(devdb.InUseError, match="Another process uses the database"):
        devdb.remove(data_dir)
    said = finish(process)
    devdb.remove(data_dir)

    assert said == "still here"
    assert list(data_dir.glob("pg*/PG_VERSION")) == []


def test_postmaster_file_of_a_zombie_is_forgotten(tmp_path):
    zombie = subprocess.Popen(["true"])
    (tmp_path / "postmaster.pid").write_text(f"{zombie.pid}\n")
    while lives(zombie.pid):
        time.sleep(0.01)

    devdb_host.forget_dead_postmaster(tmp_path / "postmaster.pid")
    zombie.wait()

    assert not (tmp_path / "postmaster.pid").exists()


def test_postmaster_file_of_a_stranger_is_forgotten(tmp_path):
    (tmp_path / "postmaster.pid").write_text(f"{os.getpid()}\n")

    devdb_host.forget_dead_postmaster(tmp_path / "postmaster.pid")

    assert not (tmp_path / "postmaster.pid").exists()


def test_no_server_programs_is_explained(tmp_path, monkeypatch):
    monkeypatch.setattr(devdb_host, "_candidates", lambda: [tmp_path])

    with pytest.raises(devdb.DevdbError, match="set DATABASE_URL"):
        devdb.ensure(tmp_path / "data")
