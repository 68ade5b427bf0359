"""From inside a child that has handed in its rights: what it can still do."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from printer import WHITE, Paper, Text, docx, p

from core.documents import Reader, landlock, rights, seccomp
from core.model import Upload

ROOT = Path(__file__).parents[3]
PROBE = """
import ctypes, json, os, socket, subprocess, sys, threading
from core.documents.limits import Limits
from core.documents.rights import hand_in_rights

fds = sorted(os.listdir("/proc/self/fd"))[:-1] if os.path.exists("/proc/self/fd") else ["0", "1", "2"]
walls = hand_in_rights(Limits())

def thread():
    done = []
    worker = threading.Thread(target=lambda: done.append(1))
    worker.start()
    worker.join()
    assert done

def without_the_library(number, *arguments):
    if ctypes.CDLL(None, use_errno=True).syscall(number, *arguments) < 0:
        raise OSError("refused")

tries = {
    "socket": lambda: socket.create_connection(("127.0.0.1", int(sys.argv[1])), 2),
    "datagram": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "local socket": lambda: socket.socket(socket.AF_UNIX),
    "write": lambda: open(sys.argv[2], "w"),
    "append": lambda: open(sys.argv[3], "a"),
    "read": lambda: open(sys.argv[3]).read(),
    "list": lambda: os.listdir(os.path.dirname(sys.argv[3])),
    "delete": lambda: os.unlink(sys.argv[3]),
    "rename": lambda: os.rename(sys.argv[3], sys.argv[2]),
    "folder": lambda: os.mkdir(sys.argv[2]),
    "environment of the bot": lambda: open(f"/proc/{os.getppid()}/environ").read(),
    "fork": os.fork,
    "program": lambda: subprocess.run([sys.executable, "-c", "pass"]),
    "exec": lambda: os.execv(sys.executable, [sys.executable, "-c", "pass"]),
    "signal to the bot": lambda: os.kill(os.getppid(), 0),
    "ring of calls": lambda: without_the_library(425, 8, ctypes.create_string_buffer(120)),
    "memory beyond the limit": lambda: bytearray(600 * 2**20),
    "thread": thread,
    "a library": lambda: __import__("lxml.etree"),
    "another library": lambda: __import__("pypdfium2"),
}
told = {}
for name, attempt in tries.items():
    try:
        attempt()
        told[name] = "done"
    except (OSError, MemoryError):
        told[name] = "refused"
print(json.dumps({"walls": [walls.calls, walls.files], "env": sorted(os.environ), "fds": fds, "told": told}))
"""
ALLOWED = {"thread", "a library", "another library"}
BY_FILES = {"read", "list", "environment of the bot"}


def test_a_child_reaches_no_network_no_file_no_program_and_not_the_bot(tmp_path: Path) -> None:
    secret = tmp_path / "resume of somebody else"
    secret.write_text("secret")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        ran = subprocess.run(  # noqa: S603  our own probe
            [sys.executable, "-c", PROBE, str(port), str(tmp_path / "new"), str(secret)],
            cwd=ROOT,
            env={"PYTHONHASHSEED": "0"},
            capture_output=True,
            check=True,
            text=True,
        )
    answer = json.loads(ran.stdout)
    expected = {name: "done" if name in ALLOWED else "refused" for name in answer["told"]}
    walls = rights.walls()
    assert answer["walls"] == [walls.calls, walls.files]
    if not walls.files:
        expected |= dict.fromkeys(BY_FILES, answer["told"]["read"])
    if walls.calls:
        assert answer["told"] == expected
    assert set(answer["env"]) <= {"PYTHONHASHSEED", "LC_CTYPE"}
    assert answer["fds"] == ["0", "1", "2"]
    assert secret.read_text() == "secret"
    assert [path.name for path in tmp_path.iterdir()] == [secret.name]


def test_this_machine_gives_both_walls_so_that_the_tests_above_mean_something() -> None:
    if sys.platform != "linux":
        pytest.skip("these walls are Linux's")
    assert seccomp.is_there()
    if not landlock.is_there():
        pytest.skip("a kernel before 5.13, or one without Landlock")


@pytest.mark.skipif(sys.platform != "linux", reason="these walls are Linux's")
async def test_the_children_of_a_reader_stand_behind_the_walls() -> None:
    paper = Paper()
    paper.write(50, 50, "Mina Okafor")
    reader = Reader(workers=1)
    await reader.read(Upload("a.pdf", paper.pdf()))
    [child] = (one for one in psutil.Process().children() if "core.documents.worker" in one.cmdline())
    status = dict(
        line.split(":\t", 1)
        for line in Path(f"/proc/{child.pid}/status").read_text().splitlines()  # noqa: ASYNC240  a file of the kernel, there at once
        if ":\t" in line
    )
    assert (status["Seccomp"], status["NoNewPrivs"], status["Threads"]) == ("2", "1", "1")
    assert not [name for name in child.environ() if name.startswith(("SLACK", "SHORTLIST"))]
    await reader.close()


@pytest.mark.skipif(sys.platform != "linux", reason="these walls are Linux's")
def test_a_child_ends_with_a_bot_that_is_killed() -> None:
    bot = """
import subprocess, sys, time
child = "from core.documents.rights import hand_in_rights as h; from core.documents.limits import Limits as L"
child += "; h(L()); print('ready', flush=True); import time; time.sleep(60)"
made = subprocess.Popen([sys.executable, "-c", child], stdout=subprocess.PIPE)
made.stdout.readline()
print(made.pid, flush=True)
time.sleep(60)
"""
    parent = subprocess.Popen([sys.executable, "-c", bot], cwd=ROOT, stdout=subprocess.PIPE)  # noqa: S603  our own
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    try:
        child.wait(5)  # another's child: this polls until the kernel has ended it
    except psutil.TimeoutExpired:
        child.kill()
        pytest.fail("the child outlived its parent")


WITHOUT_WALLS = """
import sys
from core.documents import landlock, rights, seccomp
from core.documents.kinds import Hint
from core.documents.limits import Limits
landlock.allow_only_libraries = seccomp.refuse_calls = lambda: False
assert rights.hand_in_rights(Limits()) == rights.Walls(calls=False, files=False)
from core.documents.worker import read
for path in sys.argv[1:]:
    print(read(open(path, "rb").read(), Hint(), Limits()).text.split("\\n")[0])
with rights.shut_in():
    try:
        open(sys.argv[1])
    except OSError:
        print("shut")
"""


def test_where_a_system_has_no_walls_files_are_read_all_the_same_and_others_stay_shut(tmp_path: Path) -> None:
    paper = Paper()
    paper.write(50, 50, "Mina Okafor", 18)
    paper.texts += [Text(50, 90 + 12 * n, "white on nothing", color=WHITE) for n in range(3)]
    files = {
        "a.pdf": paper.pdf(),
        "b.docx": docx(p("Mina Okafor")),
        "c.txt": b"Mina Okafor\n",
        "d.md": b"# Mina Okafor\n**x**",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    ran = subprocess.run(  # noqa: S603  our own
        [sys.executable, "-c", WITHOUT_WALLS, *(str(tmp_path / name) for name in files)],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    assert ran.stdout.split("\n")[:-1] == ["Mina Okafor"] * 4 + ["shut"]
