"""How many posts a second serve puts on the disk, how fast it answers, and what it costs: wrk and h2load beside it."""
import hashlib
import hmac
import json
import os
import re
import shutil
import subprocess
import sys
import time

from measured import LEADBRIDGE, TOKEN, WORK, LocalServer

SECRET = "benchmark-secret"
# Some 700 bytes, as a form service's post has them.
BODY = json.dumps({
    "email": "jane.doe@example.com", "name": "Jane Doe", "phone": "+44 20 7946 0902", "company": "Example Ltd.",
    "message": "Please call me back about the offer, best in the afternoon. " * 5, "page": "https://www.example.com/offer",
    "consent": True, "answers": {"size": "10-50", "budget": "5000", "when": "this quarter"}})


class Daemon(LocalServer):
    """serve with one route that is signed, to the inbox at a URL."""

    def __init__(self, inbox):
        super().__init__()
        self.folder = os.path.join(WORK, "serve")
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        configuration = {
            "version": 1, "listen": "127.0.0.1:%d" % self.port, "state": "state", "spool": {"maxSize": "20GB"},
            "operator": {"token": {"env": "OPERATOR"}}, "drain": "1s",
            "destinations": {"main": {
                "brand": "custom", "baseUrl": inbox, "botId": "63d9ffa77a8d152facbe2f2f",
                "customerId": "631aa793bcfa100487d13d0d", "token": {"env": "LEADBRIDGE_TOKEN"}}},
            "routes": [{
                "path": "/hooks/signed", "accept": "hmac", "secret": {"env": "SECRET"}, "mapping": "html-form",
                "hmac": {"header": "x-signature", "prefix": "sha256="}}]}
        with open(os.path.join(self.folder, "leadbridge.json"), "w") as file:
            json.dump(configuration, file)

    def __enter__(self):
        self.log = open(os.path.join(self.folder, "log"), "wb")
        environment = dict(os.environ, LEADBRIDGE_TOKEN=TOKEN, SECRET=SECRET, OPERATOR="operator")
        self.start([LEADBRIDGE, "serve"], cwd=self.folder, env=environment, stderr=self.log)
        return self

    def __exit__(self, *_):
        self.end()
        self.log.close()

    @property
    def cpu(self):
        with open("/proc/%d/stat" % self.process.pid) as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def resident(self):
        with open("/proc/%d/status" % self.process.pid) as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1000

    @property
    def accepted(self):
        page = subprocess.run(["curl", "-s", "-H", "Authorization: Bearer operator", self.url + "/metrics"],
                              capture_output=True, text=True, check=True).stdout
        found = re.search(r'^leadbridge_posts_accepted_total\{[^}]*\} ([0-9.e+]+)', page, re.M)
        return int(float(found.group(1))) if found else 0


def signature(secret):
    return "sha256=" + hmac.new(secret.encode(), BODY.encode(), hashlib.sha256).hexdigest()


def full_load(url, seconds, secret=SECRET):
    """Requests a second, and latencies at 50, 99 and 99.9 %, in milliseconds, at 64 connections."""
    script = os.path.join(WORK, "post.lua")
    with open(script, "w") as file:
        file.write('wrk.method = "POST"\nwrk.body = %s\nwrk.headers["content-type"] = "application/json"\n'
                   'wrk.headers["x-signature"] = "%s"\n'
                   'done = function(s, l, r) io.write(string.format("P %%f %%f %%f\\n", l:percentile(50) / 1000, '
                   'l:percentile(99) / 1000, l:percentile(99.9) / 1000)) end\n'
                   % (json.dumps(BODY), signature(secret)))
    text = subprocess.run(["wrk", "-t1", "-c64", "-d%ds" % seconds, "-s", script, url], capture_output=True, text=True,
                          check=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([0-9.]+)", text).group(1))
    return rate, [float(number) for number in re.search(r"^P (\S+) (\S+) (\S+)", text, re.M).groups()]


def steady(url, rate, seconds):
    """Latencies at 50, 99 and 99.9 %, in milliseconds, at a steady rate over 50 connections."""
    body = os.path.join(WORK, "post.json")
    with open(body, "w") as file:
        file.write(BODY)
    log = os.path.join(WORK, "h2load.log")
    if os.path.exists(log):
        os.remove(log)
    subprocess.run(["h2load", "--h1", "-c50", "--rps=%d" % (rate // 50), "-D%d" % seconds, "-d", body, "--log-file", log,
                    "-H", "content-type: application/json", "-H", "x-signature: " + signature(SECRET), url],
                   stdout=subprocess.DEVNULL, check=True)
    with open(log) as file:
        rows = [line.split() for line in file]
    times = sorted(int(row[2]) / 1000 for row in rows)
    failed = sum(row[1] != "200" for row in rows)
    if failed:
        sys.exit("%d of %d posts at %d/s were not taken" % (failed, len(rows), rate))
    return [times[min(len(times) - 1, int(len(times) * share))] for share in (0.5, 0.99, 0.999)]


def shown(times):
    return "p50 %.1f, p99 %.1f, p99.9 %.1f ms" % tuple(times)


def accepts(quick, sink):
    """serve under full and steady load, with and without delivery; beside itself without the spool, and webhook(1)."""
    for tool in ("wrk", "h2load", "curl"):
        if not shutil.which(tool):
            sys.exit("accepts are measured by %s: apt-get install wrk nghttp2-client curl" % tool)
    seconds = 5 if quick else 15
    table = []
    # Nobody listens there: what is accepted stays in the spool.
    with Daemon("http://127.0.0.1:9") as daemon:
        url = daemon.url + "/hooks/signed"
        refused, _ = full_load(url, seconds, "another")
        before, cpu = daemon.accepted, daemon.cpu
        rate, times = full_load(url, seconds)
        each = (daemon.cpu - cpu) / (daemon.accepted - before) * 1e6
        table.append(["serve: durable, verified accepts at full load, no delivery", "%s/s, %s" % (f"{rate:,.0f}", shown(times)),
                      "22,000/s"])
        table.append(["serve: CPU an accept", "%.0f µs" % each, ""])
        table.append(["serve: beside the same server that refuses a wrong signature (all but the spool)",
                      "%.2f of %s/s" % (rate / refused, f"{refused:,.0f}"), "at least 0.6"])
        for wanted in (1_000, 8_000):
            table.append(["serve: at %s/s, no delivery" % f"{wanted:,}", shown(steady(url, wanted, seconds)), ""])
    with sink() as inbox, Daemon(inbox.url) as daemon:
        url = daemon.url + "/hooks/signed"
        for wanted in (1_000, 8_000):
            table.append(["serve: at %s/s, with delivery" % f"{wanted:,}", shown(steady(url, wanted, seconds)),
                          "p99 under 10 ms" if wanted == 8_000 else ""])
        rate, times = full_load(url, seconds)
        table.append(["serve: accepts at full load, with delivery", "%s/s, %s" % (f"{rate:,.0f}", shown(times)), ""])
    with sink() as inbox, Daemon(inbox.url) as daemon:
        url = daemon.url + "/hooks/signed"
        for _ in range(50):
            full = subprocess.run(["curl", "-s", "-o", "/dev/null", "-H", "content-type: application/json", "-H",
                                   "x-signature: " + signature(SECRET), "-d", BODY, url], check=True)
            time.sleep(0.2)
        with open(os.path.join(daemon.folder, "log")) as file:
            waits = sorted(float(found) for found in re.findall(r"lead\.(?:delivered|unchanged).*?seconds=([0-9.]+)", file.read()))
        if waits:
            table.append(["serve: from accept to outcome at rest", "p50 %.0f ms" % (waits[len(waits) // 2] * 1000),
                          "p50 under 50 ms"])
        start = daemon.accepted
        while daemon.accepted - start < (50_000 if quick else 1_000_000):
            full_load(url, seconds)
        table.append(["serve: memory after %s accepts" % f"{daemon.accepted:,}", "%.0f MB" % daemon.resident, ""])
    webhook = shutil.which("webhook")
    if webhook:
        table.append(beside_webhook(webhook, seconds))
    return table


def beside_webhook(webhook, seconds):
    """webhook(1) of Debian, which checks the same signature and runs `true`; nothing is kept."""
    hooks = os.path.join(WORK, "hooks.json")
    with open(hooks, "w") as file:
        json.dump([{"id": "signed", "execute-command": shutil.which("true"), "trigger-rule": {"match": {
            "type": "payload-hmac-sha256", "secret": SECRET, "parameter": {"source": "header", "name": "X-Signature"}}}}], file)
    server = LocalServer()
    server.start([webhook, "-hooks", hooks, "-ip", "127.0.0.1", "-port", str(server.port)], stdout=subprocess.DEVNULL,
                 stderr=subprocess.DEVNULL)
    try:
        rate, times = full_load(server.url + "/hooks/signed", seconds)
    finally:
        server.end()
    return ["serve: webhook(1) with the same signature, running true", "%s/s, %s" % (f"{rate:,.0f}", shown(times)), ""]
