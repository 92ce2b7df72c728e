"""Benchmarks of delivery: a repeat of unchanged rows, and syslog-ng doing the nearest to a push."""
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request

from measured import HERE, TOKEN, WORK, rows


class SyslogRun:
    """One run of syslog-ng until the sink has had so many requests: CPU and peak of the process alone, by wait4(2)."""

    def __init__(self, sink, path, count):
        folder = os.path.join(WORK, "syslog-ng")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        with open(os.path.join(HERE, "syslog-ng.conf"), encoding="utf-8") as file:
            text = file.read().replace("@ROWS@", path).replace("@URL@", sink.url).replace("@TOKEN@", TOKEN)
        configuration = os.path.join(folder, "syslog-ng.conf")
        with open(configuration, "w", encoding="utf-8") as file:
            file.write(text)
        before = sink.requests
        start = time.monotonic()
        child = subprocess.Popen(
            ["syslog-ng", "-F", "--no-caps", "-f", configuration, "-R", folder + "/persist", "-c", folder + "/control",
             "-p", folder + "/pid"], stdout=subprocess.DEVNULL, stderr=open(os.path.join(WORK, "stderr.txt"), "wb"))
        # The header is a row to it; looking asks the sink itself, twice a second.
        while sink.requests - before < count and child.poll() is None:
            time.sleep(0.5)
        self.wall = time.monotonic() - start
        child.send_signal(signal.SIGTERM)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss / 1000
        if sink.requests - before < count:
            sys.exit("syslog-ng sent %d of %d:\n%s" % (sink.requests - before, count, open(os.path.join(WORK, "stderr.txt")).read()))


def requests(sink):
    """How many requests the sink has had, by nginx's stub_status."""
    with urllib.request.urlopen(sink.url + "/status") as answer:
        return int(answer.read().split()[9])


def ledger_bytes(state):
    """Bytes of the ledger's table and log, and the leads in it."""
    with sqlite3.connect(os.path.join(state, "journal.sqlite")) as journal:
        pages = journal.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'ledger%'").fetchone()[0]
        leads = journal.execute("SELECT count(*) FROM ledger").fetchone()[0]
    return pages, leads


def repeat(quick, Sink, push, Run):
    """A push of rows that the inbox has all as they are."""
    count = 100_000 if quick else 1_000_000
    path = rows(count)
    with Sink() as sink:
        first = Run(push(path, sink.url))
        again = Run(push(path, sink.url, keeps_state=True))
    pages, leads = ledger_bytes(os.path.join(WORK, "state"))
    size = os.path.getsize(os.path.join(WORK, "state", "journal.sqlite"))
    number = f"{count:,}"
    return [
        ["repeat: %s rows, all unchanged: rows a second" % number, "%.0f" % (count / again.wall), ""],
        ["repeat: CPU per unchanged row", "%.1f µs" % (again.cpu / count * 1e6), ""],
        ["repeat: CPU per row of the first push", "%.1f µs" % (first.cpu / count * 1e6), ""],
        ["repeat: peak of the repeat", "%.0f MB" % again.peak, "at most 80 MB"],
        ["repeat: bytes of ledger per lead (%s merged)" % f"{leads:,}", "%.0f" % (pages / max(1, leads)), "at most 120"],
        ["repeat: bytes of the whole journal per row", "%.0f" % (size / count), ""],
    ]
