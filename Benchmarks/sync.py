"""What a run of sync costs over a source that has not changed, and over an export of which a thousandth has."""
import json
import os
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from delivery import requests
from measured import LEADBRIDGE, WORK, Run, rows


class Table:
    """A table at an address, with an ETag or without."""

    def __init__(self, path, has_tag):
        with open(path, "rb") as file:
            body = file.read()
        table = self
        self.requests = 0

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                table.requests += 1
                known = has_tag and self.headers.get("if-none-match") == '"one"'
                self.send_response(304 if known else 200)
                if has_tag:
                    self.send_header("ETag", '"one"')
                self.send_header("Content-Type", "text/csv")
                self.send_header("Content-Length", "0" if known else str(len(body)))
                self.end_headers()
                if not known:
                    self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = "http://127.0.0.1:%d/table.csv" % self.server.server_address[1]

    def end(self):
        self.server.shutdown()


class Stage:
    """A configuration with one source, and runs of it."""

    def __init__(self, inbox, mapping, source):
        self.folder = os.path.join(WORK, "sync")
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(os.path.join(self.folder, "in"))
        configuration = {
            "version": 1,
            "destinations": {"main": {
                "brand": "custom", "baseUrl": inbox, "botId": "63d9ffa77a8d152facbe2f2f",
                "customerId": "631aa793bcfa100487d13d0d", "token": {"env": "LEADBRIDGE_TOKEN"}}},
            "sources": [dict({"name": "bench", "every": "15m", "mapping": mapping, "to": "main"}, **source)]}
        with open(os.path.join(self.folder, "leadbridge.json"), "w") as file:
            json.dump(configuration, file)

    def run(self):
        run = Run([LEADBRIDGE, "sync", "--once", "--json", "--quiet", "--config", self.folder + "/leadbridge.json",
                   "--state", self.folder + "/state"])
        return run, json.loads(run.text().splitlines()[-1])


def changed(path, every):
    """The same rows, byte for byte, but for every so many-eth: its first name begins with an X."""
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines(keepends=True)
    left = every
    for number, line in enumerate(lines):
        record, comma, rest = line.partition(",")
        # A row; what else there is are lines within a note.
        if not comma or not record.isdigit():
            continue
        left -= 1
        if left == 0:
            lines[number] = record + ",X" + rest
            left = every
    return "".join(lines)


def cost(run):
    # Not its peak: wait4(2) counts what this process, which holds whole tables, had when it forked.
    return "%.2f s, %.2f s of CPU" % (run.wall, run.cpu)


def sync(quick, sink, mapping):
    """A table at an address, whole each time; an export in a drop folder, dropped again."""
    count = 10_000 if quick else 100_000
    table = []
    for has_tag in (True, False):
        words = "with an ETag" if has_tag else "without ETag and Last-Modified"
        server = Table(rows(count), has_tag)
        with sink() as inbox:
            stage = Stage(inbox.url, mapping, {"fetch": {
                "url": server.url, "format": "csv", "maxBytes": "1GB"}})
            first, _ = stage.run()
            if has_tag:
                table.append(["sync: %s rows at an address, the first time" % f"{count:,}", cost(first), ""])
            asked, sent = server.requests, requests(inbox)
            again, _ = stage.run()
            table.append(["sync: again, unchanged, %s: %d request, %d leads sent" % (
                words, server.requests - asked, requests(inbox) - sent - 1), cost(again), ""])
        server.end()
    count *= 10
    with sink() as inbox:
        stage = Stage(inbox.url, mapping, {"folder": "in", "ready": "renamed"})
        drop = os.path.join(stage.folder, "in", "export.csv")
        shutil.copy(rows(count), drop)
        first, _ = stage.run()
        table.append(["sync: %s rows in a folder, the first time" % f"{count:,}", cost(first), ""])
        with open(drop, "w", encoding="utf-8") as file:
            file.write(changed(rows(count), 1_000))
        sent = requests(inbox)
        again, _ = stage.run()
        table.append(["sync: again with a thousandth changed: %s leads sent, %s rows/s to the decision" % (
            f"{requests(inbox) - sent - 1:,}", f"{count / again.wall:,.0f}"), cost(again), ""])
    return table
