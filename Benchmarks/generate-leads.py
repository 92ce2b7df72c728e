#!/usr/bin/env python3
"""Writes rows of a CRM export that does not exist: generate-leads.py N [--jsonl] [--seed S]

The same arguments give the same bytes. Ten columns: names in several scripts, phones of six countries in the spellings
people use, 3 % of the people twice, 1 % of the addresses bad, cells with commas, quotes and line breaks. Mailboxes lie
in example domains; phone numbers are of ranges kept for fiction, or examples."""
import argparse
import csv
import json
import random
import sys

COLUMNS = ["Record ID", "First Name", "Last Name", "Email", "Phone", "Country", "Company", "Tags", "Created", "Notes"]
NAMES = [
    ("Ann", "Lee"), ("Zoë", "Müller"), ("Seán", "O'Brien"), ("Łukasz", "Żółć"), ("Ольга", "Щукина"),
    ("Ανδρέας", "Παπάς"), ("דוד", "כהן"), ("محمد", "العلي"), ("翼", "愛川"), ("민준", "김"), ("Mary \"Molly\"", "Smith, Jr."),
]
PHONES = [
    ("US", ["(201) 555-01{:02d}", "+1 201 555 01{:02d}", "201.555.01{:02d}"]),
    ("GB", ["020 7946 09{:02d}", "+44 20 7946 09{:02d}", "+44 (0)20 7946 09{:02d}"]),
    ("DE", ["030/23125-1{:02d}", "+49 30 231251{:02d}", "0049-30-231251{:02d}"]),
    ("FR", ["01 99 00 12 {:02d}", "+33 1 99 00 12 {:02d}"]),
    ("AU", ["(02) 5550 {:02d}00", "+61 2 5550 {:02d}00"]),
    ("IN", ["081234 567{:02d}", "+91 81234 567{:02d}"]),
]
COMPANIES = ["Acme, Inc.", "Café \"Äther\" GmbH", "株式会社例", "Müller & Söhne; Partner", "O'Neil|Ltd", ""]
NOTES = ["", "", "", "Line 1\nLine 2", "He said: \"call, please\"", "10 € – „gut“", "semi;colon,comma\ttab|pipe", "x" * 300]
BAD = ["{}example.com", "{}@@example.com", "{} @example.com", "n/a"]
DOMAINS = ["example.com", "example.org", "mail.example.net"]


def rows(count, seed):
    dice = random.Random(seed)
    people = []
    for number in range(count):
        if people and dice.random() < 0.03:
            row = list(dice.choice(people))
            row[0], row[3], row[9] = str(100000000000 + number), row[3].upper(), "second request"
            yield row
            continue
        first, last = dice.choice(NAMES)
        user = "lead%07d%s" % (number, dice.choice(["", "+crm", ".x"]))
        address = "%s@%s" % (user, dice.choice(DOMAINS))
        roll = dice.random()
        if roll < 0.01:
            address = dice.choice(BAD).format(user)
        elif roll < 0.06:
            address = ""
        country, shapes = dice.choice(PHONES)
        phone = "" if dice.random() < 0.08 else dice.choice(shapes).format(dice.randrange(100))
        tags = ";".join(tag for tag in ("newsletter", "webinar", "VIP") if dice.random() < 0.33)
        created = "2026-%02d-%02dT%02d:00:00Z" % (dice.randint(1, 12), dice.randint(1, 28), dice.randrange(24))
        row = [str(100000000000 + number), first, last, address, phone, country, dice.choice(COMPANIES), tags, created,
               dice.choice(NOTES)]
        if roll >= 0.06 and len(people) < 5000:
            people.append(row)
        yield row


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", type=int)
    options.add_argument("--jsonl", action="store_true")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    out = open(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False)
    if given.jsonl:
        for row in rows(given.count, given.seed):
            out.write(json.dumps({k: v for k, v in zip(COLUMNS, row) if v}, ensure_ascii=False) + "\n")
    else:
        table = csv.writer(out)
        table.writerow(COLUMNS)
        table.writerows(rows(given.count, given.seed))
    out.flush()


if __name__ == "__main__":
    main()
