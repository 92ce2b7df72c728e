#!/usr/bin/env python3
"""Measures leadbridge beside other programs and puts the table into docs/benchmarks.md: run.py [--quick] [CASE...]

Cases: whole-job, reading, mapping, memory, limits, repeat, accepts, sync. Figures are ratios of programs run by turns in one run, as machines
are noisy; CPU is user and system time of the process alone, by wait4(2). Needs: a release build, a C compiler with libcurl, and nginx for
the sink; for the comparisons, where they are: mlr, jq, syslog-ng with its module http, and from PyPI duckdb, orjson and
python-multipart."""
import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys

import delivery
from accepts import accepts
from limits import limits
from measured import HERE, LEADBRIDGE, LocalServer, ROOT, Run, TOKEN, WORK, rows
from reading import reading
from sync import sync

MAPPING = os.path.join(HERE, "crm-export.mapping.json")
MAPPING_WITHOUT_PHONES = os.path.join(WORK, "without-phones.mapping.json")
DESTINATION = ["--brand", "custom", "--bot-id", "63d9ffa77a8d152facbe2f2f", "--customer-id", "631aa793bcfa100487d13d0d"]


class Sink(LocalServer):
    """nginx, which takes everything and keeps nothing."""

    def __enter__(self):
        nginx = shutil.which("nginx") or "/usr/sbin/nginx"
        if not os.path.exists(nginx):
            sys.exit("the whole job is measured against nginx: apt-get install nginx-light")
        folder = os.path.join(WORK, "sink")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(HERE, "sink.conf")) as file:
            text = file.read().replace("@FOLDER@", folder).replace("@PORT@", str(self.port))
        configuration = os.path.join(folder, "nginx.conf")
        with open(configuration, "w") as file:
            file.write(text)
        self.start([nginx, "-p", folder, "-c", configuration, "-e", folder + "/error.log"])
        return self

    @property
    def requests(self):
        return delivery.requests(self)

    def __exit__(self, *_):
        self.end()


def push(path, url, *more, mapping=MAPPING, keeps_state=False):
    state = os.path.join(WORK, "state")
    if not keeps_state:
        shutil.rmtree(state, ignore_errors=True)
    return [LEADBRIDGE, "push", path, "--mapping", mapping, *DESTINATION, "--base-url", url, "--state", state, "--yes",
            "--json", "--quiet", *more]


def whole_job(quick):
    """push to a static sink beside a bare loop over libcurl that sends the same bodies with the same concurrency."""
    count = 20_000 if quick else 200_000
    path = rows(count)
    bare = os.path.join(WORK, "bare-loop")
    subprocess.run(["cc", "-O2", "-o", bare, os.path.join(HERE, "bare-loop.c"), "-lcurl"], check=True)
    preview = Run([LEADBRIDGE, "preview", path, "--mapping", MAPPING, *DESTINATION, "--base-url", "http://127.0.0.1:9",
                   "--json"], stdout=os.path.join(WORK, "preview.jsonl"))
    bodies = os.path.join(WORK, "bodies.jsonl")
    sent = 0
    with open(preview.out, encoding="utf-8") as source, open(bodies, "w", encoding="utf-8") as target:
        for line in source:
            record = json.loads(line)
            if record["outcome"] == "lead":
                target.write(json.dumps(record["lead"], ensure_ascii=False, separators=(",", ":")) + "\n")
                sent += 1
    results = {"bare": [], "push": [], "plain": [], "with": [], "without": []}
    syslog = []
    with Sink() as sink:
        for _ in range(1 if quick else 3):
            results["bare"].append(Run([bare, sink.url + "/inbox/direct/lead", bodies, "8", TOKEN]))
            results["push"].append(Run(push(path, sink.url, "--concurrency", "8")))
            summary = json.loads(results["push"][-1].text())
            assert summary["delivered"] == sent, summary
            results["plain"].append(Run(push(path, sink.url, "--concurrency", "8", mapping=MAPPING_WITHOUT_PHONES)))
            if shutil.which("syslog-ng"):
                syslog.append(delivery.SyslogRun(sink, path, count))
            results["with"].append(Run(push(path, sink.url, "--dry-run")))
            results["without"].append(Run(push(path, sink.url, "--dry-run", mapping=MAPPING_WITHOUT_PHONES)))
    cpu = {name: statistics.median(run.cpu for run in runs) / sent * 1e6 for name, runs in results.items()}
    wall = {name: sent / statistics.median(run.wall for run in runs) for name, runs in results.items()}
    phones = cpu["with"] - cpu["without"]
    beside = []
    if syslog:
        beside = [
            ["whole job: syslog-ng, 4 workers, no phones, no checks, CPU per row",
             "%.1f µs" % (statistics.median(run.cpu for run in syslog) / count * 1e6), "more than push"],
            ["whole job: peak, syslog-ng", "%.0f MB" % max(run.peak for run in syslog), "more than push"],
            ["whole job: peak, push", "%.0f MB" % max(run.peak for run in results["push"]), ""],
        ]
    return beside + [
        ["whole job: bare libcurl loop, 8 at once, CPU per lead", "%.1f µs" % cpu["bare"], ""],
        ["whole job: push, 8 at once, CPU per lead", "%.1f µs" % cpu["push"], ""],
        ["whole job: phones alone, CPU per lead (push --dry-run with and without them)", "%.1f µs" % phones, ""],
        ["whole job: CPU, push / bare loop", "%.2f" % (cpu["push"] / cpu["bare"]), "at most 1.5"],
        ["whole job: push by the mapping without phones, CPU per lead", "%.1f µs" % cpu["plain"], ""],
        ["whole job: CPU of that push / bare loop", "%.2f" % (cpu["plain"] / cpu["bare"]), "at most 1.8"],
        ["whole job: bare loop, leads a second", "%.0f" % wall["bare"], ""],
        ["whole job: push, leads a second", "%.0f" % wall["push"], ""],
        ["whole job: push without phones, leads a second", "%.0f" % wall["plain"], ""],
        ["whole job: leads a second, push / bare loop", "%.2f" % (wall["push"] / wall["bare"]), "at least 0.8"],
    ]


def mapping(quick):
    """push --dry-run: reading and mapping alone."""
    count = 100_000 if quick else 1_000_000
    path = rows(count)
    full = Run(push(path, "http://127.0.0.1:9", "--dry-run"))
    without = Run(push(path, "http://127.0.0.1:9", "--dry-run", mapping=MAPPING_WITHOUT_PHONES))
    beside = []
    if shutil.which("mlr"):
        # The nearest that it does: names joined, addresses in lower case; no phones, no checks, no uuid.
        miller = Run(["mlr", "--icsv", "--ojsonl", "put",
                      '$name = ${First Name} . " " . ${Last Name}; $Email = tolower($Email)', path], stdout=os.devnull)
        row = miller.cpu / count * 1e6
        beside = [
            ["mapping alone: Miller doing the nearest, CPU per row", "%.1f µs" % row, ""],
            ["mapping alone: ours / Miller", "%.2f" % (full.cpu / miller.cpu), "less than 1"],
            ["mapping alone: ours without phones / Miller", "%.2f" % (without.cpu / miller.cpu), "at most 0.33"],
        ]
    return beside + [
        ["mapping alone (--dry-run), %s rows: rows a second" % f"{count:,}", "%.0f" % (count / full.wall), ""],
        ["mapping alone: CPU per row", "%.1f µs" % (full.cpu / count * 1e6), ""],
        ["mapping alone: CPU per row without phones", "%.1f µs" % (without.cpu / count * 1e6), ""],
        ["mapping alone: share of the phones in it", "%.0f %%" % (100 * (full.cpu - without.cpu) / full.cpu), ""],
    ]


def memory(quick):
    """Peak resident size over the input's size."""
    table = []
    with Sink() as sink:
        for count in (10_000, 100_000) if quick else (10_000, 1_000_000, 5_000_000):
            path = rows(count)
            dry = Run(push(path, sink.url, "--dry-run"))
            sent = Run(push(path, sink.url, "--concurrency", "8"))
            table.append(["memory: peak at %s rows, --dry-run" % f"{count:,}", "%.0f MB" % dry.peak, "at most 80 MB"])
            table.append(["memory: peak at %s rows, push" % f"{count:,}", "%.0f MB" % sent.peak, "at most 80 MB"])
    return table


def machine():
    model = "unknown processor"
    try:
        with open("/proc/cpuinfo") as file:
            model = re.search(r"model name\s*: (.*)", file.read()).group(1)
    except (OSError, AttributeError):
        pass
    def version(*command):
        try:
            done = subprocess.run(command, capture_output=True, text=True)
            return (done.stdout + done.stderr).strip().splitlines()[0]
        except (OSError, IndexError):
            return "not there"
    return [
        "- machine: %s, %d processors, %s" % (model, os.cpu_count(), platform.platform()),
        "- leadbridge: %s" % version(LEADBRIDGE, "--version"),
        "- Swift: %s" % version("swift", "--version"),
        "- curl: %s" % version("curl-config", "--version"),
        "- sink: %s" % version(shutil.which("nginx") or "/usr/sbin/nginx", "-v"),
    ]


def main():
    cases = {
        "whole-job": whole_job, "reading": reading, "mapping": mapping, "memory": memory,
        "limits": lambda quick: limits(quick, push), "accepts": lambda quick: accepts(quick, Sink),
        "sync": lambda quick: sync(quick, Sink, MAPPING), "repeat": lambda quick: delivery.repeat(quick, Sink, push, Run),
    }
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("cases", nargs="*", metavar="CASE", help="all of them, if none is named")
    options.add_argument("--quick", action="store_true", help="fewer rows: to see that it works, not to quote")
    given = options.parse_args()
    unknown = [case for case in given.cases if case not in cases]
    if unknown:
        options.error("no such case: %s; there are: %s" % (", ".join(unknown), ", ".join(cases)))
    os.makedirs(WORK, exist_ok=True)
    with open(MAPPING) as file:
        without = json.load(file)
    del without["lead"]["phone"], without["tests"]
    without["lead"]["attributes"]["phone"] = "{Phone}"
    with open(MAPPING_WITHOUT_PHONES, "w") as file:
        json.dump(without, file)
    table = []
    for name in given.cases or cases:
        print("measuring %s …" % name, file=sys.stderr)
        table += cases[name](given.quick)
    lines = machine() + ["", "| what | measured | wanted |", "| --- | --- | --- |"]
    lines += ["| %s |" % " | ".join(row) for row in table]
    text = "\n".join(lines)
    print(text)
    page = os.path.join(ROOT, "docs", "benchmarks.md")
    if not given.quick and not given.cases and os.path.exists(page):
        with open(page, encoding="utf-8") as file:
            old = file.read()
        marked = re.compile(r"(<!-- figures -->\n).*?(\n<!-- end of figures -->)", re.S)
        with open(page, "w", encoding="utf-8") as file:
            file.write(marked.sub(lambda match: match.group(1) + text + match.group(2), old))


if __name__ == "__main__":
    main()
