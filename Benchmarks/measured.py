"""What all benchmarks share: a run of a program with its CPU, and generated rows."""
import os
import signal
import socket
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
WORK = os.path.join(ROOT, ".build", "bench")
LEADBRIDGE = os.path.join(ROOT, ".build", "release", "leadbridge")
TOKEN = "benchmark-token"


class Run:
    """One run of a program: seconds of wall and CPU, peak resident size in MB, and what it printed."""

    def __init__(self, command, stdout=None, statuses=(0, 1)):
        environment = dict(os.environ, LEADBRIDGE_TOKEN=TOKEN, NO_COLOR="1")
        out = os.path.join(WORK, "stdout.txt") if stdout is None else stdout
        start = time.monotonic()
        with open(out, "wb") as file, open(os.path.join(WORK, "stderr.txt"), "wb") as errors:
            child = subprocess.Popen(command, stdout=file, stderr=errors, stdin=subprocess.DEVNULL, env=environment)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        self.wall = time.monotonic() - start
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss / 1000
        self.status = child.returncode
        self.out = out
        if self.status not in statuses:
            words = open(os.path.join(WORK, "stderr.txt"), errors="replace").read()
            sys.exit("%s\nended with %d:\n%s" % (" ".join(command), self.status, words))

    def text(self):
        with open(self.out, encoding="utf-8") as file:
            return file.read()


class LocalServer:
    """A server on a free loopback port, ended by its process id."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    @property
    def url(self):
        return "http://127.0.0.1:%d" % self.port

    def start(self, command, **options):
        self.process = subprocess.Popen(command, **options)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                break
            except OSError:
                time.sleep(0.05)

    def end(self):
        """What it printed, where that was asked for."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.communicate()[0]


def rows(count):
    """The path of a file with so many generated rows, made once."""
    path = os.path.join(WORK, "leads-%d.csv" % count)
    if not os.path.exists(path):
        with open(path + ".part", "wb") as file:
            subprocess.run([sys.executable, os.path.join(HERE, "generate-leads.py"), str(count)], stdout=file, check=True)
        os.rename(path + ".part", path)
    return path
