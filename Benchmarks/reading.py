"""The readers beside the programs that people would use instead, and in a process of their own."""
import csv
import json
import os
import shutil
import subprocess
import sys
from urllib.parse import urlencode

from measured import HERE, LEADBRIDGE, Run, rows

IN_PROCESS = os.path.join(HERE, "InProcess")

READ_CSV = """
import csv, sys
with open(sys.argv[1], newline="", encoding="utf-8") as file:
    print(sum(1 for _ in csv.reader(file)) - 1)
"""
READ_DUCKDB = """
import duckdb, sys
duckdb.sql("SET threads = 1")
relation = duckdb.read_csv(sys.argv[1], all_varchar=True)
# Every column is looked at: a count alone would leave them unread.
touched = " + ".join('coalesce(length("%s"), 0)' % name for name in relation.columns)
print(duckdb.sql("SELECT count(*), sum(%s) FROM relation" % touched).fetchall()[0][0])
"""
READ_JSON = """
import sys
loads = __import__(sys.argv[2]).loads
with open(sys.argv[1], "rb") as file:
    print(sum(1 for line in file if loads(line) is not None))
"""
READ_FORMS = """
import sys
from urllib.parse import parse_qsl
with open(sys.argv[1], encoding="utf-8") as file:
    print(sum(1 for line in file if parse_qsl(line.rstrip("\\n"), keep_blank_values=True)))
"""


READ_MULTIPART = """
import sys
from python_multipart.multipart import MultipartParser, parse_options_header
def fields(body):
    found, header, value, text, name = [], bytearray(), bytearray(), bytearray(), [b""]
    def header_end():
        if header.lower() == b"content-disposition":
            name[0] = parse_options_header(bytes(value))[1].get(b"name", b"")
        header.clear(), value.clear()
    parser = MultipartParser(b"leadbridge", {
        "on_part_begin": text.clear,
        "on_header_field": lambda data, start, end: header.extend(data[start:end]),
        "on_header_value": lambda data, start, end: value.extend(data[start:end]),
        "on_header_end": header_end,
        "on_part_data": lambda data, start, end: text.extend(data[start:end]),
        "on_part_end": lambda: found.append((name[0].decode(), text.decode()))})
    parser.write(body)
    parser.finalize()
    return found
count = 0
with open(sys.argv[1], "rb") as file:
    while line := file.readline():
        count += 1 if fields(file.read(int(line))) else 0
print(count)
"""


def python(source, *arguments):
    return [sys.executable, "-c", source, *arguments]


def inputs(count):
    """The same rows as a table, JSON lines, a urlencoded body a line, and multipart bodies with their lengths before them."""
    table = rows(count)
    paths = [table] + [table.replace(".csv", ending) for ending in (".jsonl", ".form", ".multipart")]
    if not all(os.path.exists(path) for path in paths):
        with open(table, newline="", encoding="utf-8") as source, open(paths[1], "w", encoding="utf-8") as jsonl, \
                open(paths[2], "w", encoding="utf-8") as form, open(paths[3] + ".part", "wb") as multipart:
            for row in csv.DictReader(source):
                jsonl.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
                form.write(urlencode(row) + "\n")
                parts = ['--leadbridge\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % pair
                         for pair in row.items()]
                body = ("".join(parts) + "--leadbridge--\r\n").encode()
                multipart.write(b"%d\n" % len(body) + body)
        os.rename(paths[3] + ".part", paths[3])
    return paths


def beside(kind, count, programs):
    """A line a program: CPU and wall a record. All must have counted the same; those that are not there are left out."""
    table = []
    for name, command, wanted in programs:
        if not command:
            continue
        run = Run(command, statuses=(0, 1, 127) if name == "leadbridge" else range(256))
        counted = run.text().split("\n")[0]
        # Those that write the records instead of a count write a line each.
        if run.status != 0 or (counted.isdigit() and int(counted) != count):
            print("left out: %s (ended with %d)" % (name, run.status), file=sys.stderr)
            continue
        table.append(["reading %s rows of %s: %s, CPU / wall a record" % (f"{count:,}", kind, name),
                      "%.2f µs / %.2f µs" % (run.cpu / count * 1e6, run.wall / count * 1e6), wanted])
    return table


def reading(quick):
    """records --count, and records of all fields, beside the programs that people would use instead."""
    count = 100_000 if quick else 1_000_000
    table, lines, forms, bodies = inputs(count)
    mlr, jq = shutil.which("mlr"), shutil.which("jq")
    return beside("CSV", count, [
        ("leadbridge", [LEADBRIDGE, "records", "--count", table], ""),
        ("DuckDB, one thread", python(READ_DUCKDB, table), "ours: less"),
        ("Miller", mlr and [mlr, "--icsv", "--ojsonl", "cat", table], "ours: a tenth"),
        ("Python's csv", python(READ_CSV, table), ""),
    ]) + beside("JSON lines", count, [
        ("leadbridge", [LEADBRIDGE, "records", "--count", lines], ""),
        ("orjson", python(READ_JSON, lines, "orjson"), "ours: at most 1.5 times"),
        ("Python's json", python(READ_JSON, lines, "json"), ""),
        ("jq -c .", jq and [jq, "-c", ".", lines], ""),
    ]) + beside("form bodies", count, [
        ("leadbridge", [LEADBRIDGE, "records", "--count", forms], ""),
        ("Python's parse_qsl", python(READ_FORMS, forms), "ours: a tenth"),
    ]) + in_process(count, table, lines, forms, bodies)


def in_process(count, table, lines, forms, bodies):
    """The readers without files and start-up: bytes a second, and allocations a record, which must not be more than before."""
    subprocess.run(["swift", "build", "-c", "release", "--package-path", IN_PROCESS], check=True, stdout=subprocess.DEVNULL)
    program = os.path.join(IN_PROCESS, ".build", "release", "ReadingInProcess")
    run = Run([program, "tokenize", table, "csv", table, "jsonl", lines, "form", forms, "multipart", bodies])
    found = {case["case"]: case for case in map(json.loads, run.text().splitlines())}
    other = Run(python(READ_MULTIPART, bodies), statuses=range(256))
    tokens = found.pop("tokenize")
    result = [["tokenizing CSV in process", "%.2f GB/s" % (tokens["bytes"] / tokens["seconds"] / 1e9), "at least 1 GB/s"]]
    for name, case in found.items():
        result.append(["%s in process: time a record" % name, "%.2f µs" % (case["seconds"] / case["records"] * 1e6), ""])
    if other.status == 0:
        result.append(["multipart: python-multipart, CPU a body", "%.1f µs" % (other.cpu / count * 1e6), "ours: a tenth"])
    with open(os.path.join(HERE, "allocations.json")) as file:
        limits = json.load(file)
    for name, limit in limits.items():
        each = found[name]["allocations"]
        result.append(["%s: allocations a record" % name, "%.2f" % each, "at most %g" % limit])
        if each > limit:
            sys.exit("%s: %.2f allocations a record, at most %g are allowed (Benchmarks/allocations.json)"
                     % (name, each, limit))
    return result
