"""The servers of `deploy/compose.yaml` on this machine alone: `python -m deploy.machines`.

Two databases, of which the second follows the first, Redis, two servers of the site, what is done
once a day, and nginx before all of it; each listens on 127.0.0.1. Tests start and end them one by
one. It needs PostgreSQL, Redis and nginx (docs/operators.md).
"""

import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from deploy import nginx, secret_files
from deploy.run import ROOT

DATABASES = ("database1", "database2")
SITES = ("site1", "site2")
# In the order in which they start, with the names of compose.yaml.
NAMES = (*DATABASES, "cache", *SITES, "daily", "alerts", "web")
PORTS = (*DATABASES, "cache", *SITES, "web")
START = 180.0  # seconds for a server to listen
END = 40.0  # seconds for a server to end
# Debian keeps servers, and the programs of each version of PostgreSQL, off the PATH of most users.
PLACES = ("/usr/sbin", *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)))
SEARCHED = os.pathsep.join((os.environ.get("PATH", ""), *PLACES))
# Below the range from which outgoing connections get theirs, so that none takes one meanwhile.
FREE = range(20_000, 32_000)
Process = subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class Program:
    """What a server runs: its environment, its folder and the account that runs it."""

    command: Sequence[str]
    given: dict[str, str]
    folder: Path = ROOT
    account: str | None = None  # this user's

    def begin(self, log: Path) -> Process:
        """Run it; what it says goes to the end of the file."""
        with log.open("ab") as said:
            return subprocess.Popen(
                self.command,
                cwd=self.folder,
                env=self.given,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                user=self.account,
                group=pwd.getpwnam(self.account).pw_gid if self.account else None,
                extra_groups=[] if self.account else None,
                start_new_session=True,
            )


@dataclass
class Machines:
    """The servers by name; everything that they keep is in `folder`.

    `options` go to both databases, such as "-c fsync=off", `copying` to pg_basebackup, `settings`
    to the site.
    """

    folder: Path
    options: Sequence[str] = ()
    copying: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)
    running: dict[str, Process] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.chmod(0o711)  # other accounts have folders of their own in it
        self.ports = dict(zip(PORTS, free_ports(len(PORTS)), strict=True))
        secret_files.make(self.folder / "secrets")
        script = shutil.copytree(ROOT / "deploy" / "database", self.folder / "scripts")
        for each in (script, *script.iterdir()):
            each.chmod(0o755)
        for name in DATABASES:
            archive = self.home(name) / "archive"
            archive.mkdir(parents=True, mode=0o700)
            shutil.copytree(self.folder / "secrets", self.home(name) / "secrets")
            (self.home(name) / "secrets" / secret_files.SECRET_KEY).unlink()
            _give(self.home(name))

    def home(self, name: str) -> Path:
        """The folder of a server: of a database, its `data` and `archive` are in it."""
        return self.folder / name

    def url(self, *names: str) -> str:
        """The address of the databases with these names, for the site."""
        hosts = ",".join(f"127.0.0.1:{self.ports[name]}" for name in names)
        return f"postgres://sro@{hosts}/sro?passfile={self.folder}/secrets/site.pgpass"

    @property
    def environment(self) -> dict[str, str]:
        """The settings of both servers of the site, without their ports."""
        return {
            "SECRET_KEY_FILE": str(self.folder / "secrets" / secret_files.SECRET_KEY),
            "DATABASE_URL": self.url(*DATABASES),
            "DATABASE_REPLICA_URL": self.url(*reversed(DATABASES)),
            "REDIS_URL": f"redis://127.0.0.1:{self.ports['cache']}/0",
            "PROXIES": "1",
            **dict.fromkeys(("SECRET_KEY", "HTTPS", "DEBUG", "ALLOWED_HOSTS", "SCRIPT_NAME"), ""),
            **self.settings,
        }

    def start_all(self) -> None:
        """Make the database, and start everything. Raises OSError if a server does not start."""
        self.create()
        for name in (*DATABASES, "cache"):
            self.start(name)
        self.site("-m", "deploy.prepare")
        for name in (*SITES, "daily", "alerts", "web"):
            self.start(name)

    def create(self) -> None:
        """Make an empty database on the first server."""
        self.database("database1", "create", *self.options)

    def database(self, name: str, *arguments: str) -> None:
        """Run `server.sh` to its end. Raises OSError with what it said if it refuses."""
        if self._database(name, *arguments).begin(self._log(name)).wait():
            raise self._failed(name)

    def site(self, *arguments: str) -> None:
        """Run a command of the site's Python to its end. Raises OSError with what it said."""
        given = self._given(PORT=str(self.ports["site1"]))
        if Program([sys.executable, *arguments], given).begin(self._log("site")).wait():
            raise self._failed("site")

    def start(self, name: str) -> None:
        """Start a server and wait until it answers. Raises OSError if it does not."""
        process = self.running[name] = self._program(name).begin(self._log(name))
        _until(lambda: process.poll() is not None or self._answers(name))
        if process.poll() is not None:
            del self.running[name]
            raise self._failed(name)

    def end(self, name: str, *, at_once: bool = False) -> None:
        """End a server; `at_once` with all its processes, as if its machine were gone."""
        process = self.running.pop(name)
        if name in DATABASES:  # SIGTERM would wait for the site, which keeps its connections
            process.send_signal(signal.SIGQUIT if at_once else signal.SIGINT)
        elif at_once:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.terminate()
        process.wait(timeout=END)

    def _program(self, name: str) -> Program:
        if name in DATABASES:
            return self._database(name, *self.options)
        folder, port = self.folder, str(self.ports.get(name, 0))
        if name == "cache":
            memory = ["--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru"]
            place = ["--bind", "127.0.0.1", "--port", port, "--dir", str(folder), "--save", ""]
            return Program([_installed("redis-server"), *place, *memory], self._given())
        if name in SITES:
            gunicorn = str(Path(sys.executable).with_name("gunicorn"))
            command = [sys.executable, gunicorn, "--config", "deploy/gunicorn_conf.py"]
            return Program([*command, "sro_site.wsgi"], self._given(PORT=port))
        if name == "daily":
            command = [sys.executable, "-m", "deploy.daily", "--again", str(folder / "export")]
            return Program(command, self._given())
        if name == "alerts":
            return Program([sys.executable, "-m", "deploy.alerts"], self._given())
        servers = [f"127.0.0.1:{self.ports[each]}" for each in SITES]
        written = nginx.write(folder, self.ports["web"], servers, ROOT / "var")
        command = [_installed("nginx"), "-c", str(written), "-p", str(folder)]
        return Program(command, self._given())

    def _database(self, name: str, *arguments: str) -> Program:
        other = DATABASES[1 - DATABASES.index(name)]
        home = self.home(name)
        given = {
            "PATH": SEARCHED,
            "PGDATA": str(home / "data"),
            "PGPORT": str(self.ports[name]),
            "PEER": f"host=127.0.0.1 port={self.ports[other]}",
            "SECRETS": str(home / "secrets"),
            "ARCHIVE": str(home / "archive"),
            "COPYING": self.copying,
        }
        command = [str(self.folder / "scripts" / "server.sh"), *arguments]
        if not arguments or arguments[0].startswith("-"):
            own = ("listen_addresses=127.0.0.1", f"unix_socket_directories={home}")
            command += [part for each in own for part in ("-c", each)]
        return Program(command, given, home, _account())

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def _failed(self, name: str) -> OSError:
        said = self._log(name).read_text(errors="replace")
        return OSError(f"{name} has failed: … {said[-1000:].strip()}")

    def _given(self, **more: str) -> dict[str, str]:
        return {**os.environ, **self.environment, **more}

    def _answers(self, name: str) -> bool:
        port = self.ports.get(name)
        if name in DATABASES:
            command = [_installed("pg_isready"), "--quiet", "--username=sro", "--dbname=sro"]
            return not subprocess.run([*command, "--host=127.0.0.1", f"--port={port}"]).returncode
        with socket.socket() as probe:
            return port is None or probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def machines(options: Sequence[str] = (), copying: str = "", **settings: str) -> Iterator[Machines]:
    """Servers in a temporary folder, none of them started; all are ended at once afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="machines-"))
    made = Machines(folder, options, copying, settings)
    try:
        yield made
    finally:
        for name in reversed(list(made.running)):
            made.end(name, at_once=True)
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Serve until Ctrl-C."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt), machines() as made:
            made.start_all()
            print(f"\n  The site is ready: http://127.0.0.1:{made.ports['web']}/")
            print(f"  Its files and logs: {made.folder}      To stop: Ctrl-C\n", flush=True)
            signal.pause()
    except OSError as error:
        sys.exit(f"The servers were not started. {error}")


def _installed(name: str) -> str:
    """Raises OSError if it is not installed."""
    if not (found := shutil.which(name, path=SEARCHED)):
        raise OSError(f"{name} is missing. On Debian: apt-get install postgresql redis nginx")
    return found


def _account() -> str | None:
    """Whom PostgreSQL runs as, since it refuses root; None for this user."""
    if os.geteuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _give(folder: Path) -> None:
    """Make all of the folder that account's."""
    if account := _account():
        for each in (folder, *folder.rglob("*")):
            shutil.chown(each, account)


def free_ports(count: int) -> list[int]:
    """Different ones that nobody uses at the moment."""
    return list(islice(filter(_is_free, random.sample(FREE, len(FREE))), count))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _until(done: Callable[[], bool]) -> None:
    """Wait. Raises OSError if it takes too long."""
    ends = time.monotonic() + START
    while not done():
        if time.monotonic() > ends:
            raise OSError("A server does not answer.")
        time.sleep(0.05)


if __name__ == "__main__":
    main()
