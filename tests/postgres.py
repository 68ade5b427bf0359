"""A real Postgres for tests: Debian's package, a folder of its own, gone at the end.

`server()` starts it at the first call; each test makes itself a database there.
"""

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
import pytest

_names = count()


def _binaries() -> Path | None:
    """The newest installed; Debian keeps them off the path."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((it.parent for it in versions), key=lambda it: int(it.parent.name), default=None)


def _user() -> str | None:
    """Postgres refuses to run as root."""
    if os.getuid() != 0:
        return None
    known = {it.pw_name for it in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _free_port() -> int:
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        port: int = it.getsockname()[1]
        return port


@dataclass(frozen=True)
class Postgres:
    port: int
    process: "subprocess.Popen[bytes]"

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://tester@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The address of an empty one."""
        name = f"t{next(_names)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def stop(self) -> None:
        """At once, and without saving anything."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(10)


@cache
def server() -> Postgres:
    """Started once for the whole run; a machine without Postgres skips the test with a sentence."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no Postgres is installed here: apt-get install postgresql")
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="shortlist-postgres-"))
    if user is not None:
        shutil.chown(folder, user)
    data, port = folder / "data", _free_port()
    initdb = [
        str(binaries / "initdb"),
        "-D",
        str(data),
        "-U",
        "tester",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    subprocess.run(initdb, user=user, cwd=folder, check=True, capture_output=True)  # noqa: S603  # our own words
    # Nothing here must survive a power failure, so nothing waits for the disk.
    settings = {"listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": str(folder)}
    settings |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
    command = [str(binaries / "postgres"), "-D", str(data)]
    command += [f"--{name}={value}" for name, value in settings.items()]
    log = (folder / "log").open("wb")
    process = subprocess.Popen(command, user=user, cwd=folder, stdout=log, stderr=log)  # noqa: S603  # our own words
    log.close()
    running = Postgres(port, process)

    def end() -> None:
        running.stop()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
    _await_answer(running)
    return running


def _await_answer(running: Postgres) -> None:
    for _ in range(200):
        try:
            psycopg.connect(running.url(), connect_timeout=1).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("Postgres did not start")
