"""How well push keeps to a limited server: goodput and refusals of a release binary, from the fifth second on."""
import os
import subprocess

from measured import HERE, WORK, LocalServer, Run, rows


class LimitedServer(LocalServer):
    """limited-server.c; `seconds` is what it took and refused, by second."""

    def __init__(self, kind, rate, retry_after=0, halves_after=0):
        super().__init__()
        self.words = [kind, str(rate), str(retry_after), str(halves_after)]

    def __enter__(self):
        self.start([os.path.join(WORK, "limited-server"), str(self.port), *self.words],
                   stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *_):
        self.seconds = [tuple(map(int, line.split())) for line in self.end().splitlines()]


def limits(quick, push):
    """Servers of 500 and 5,000 requests a second, and of 500 that become 250 in mid-run."""
    subprocess.run(["cc", "-O2", "-o", os.path.join(WORK, "limited-server"), os.path.join(HERE, "limited-server.c")],
                   check=True)
    length = 20 if quick else 60
    cases = [(kind, rate, 0, 0) for rate in (500, 5_000) for kind in ("fixed", "sliding", "bucket")]
    cases += [("bucket", 500, 1, 0), ("bucket", 5_000, 1, 0)]
    cases += [(kind, 500, 0, length // 2) for kind in ("fixed", "sliding", "bucket")]
    table = []
    for kind, rate, retry_after, halves in cases:
        # More rows than can be sent: leads of people who are there twice, bad ones and the burst of a bucket come off.
        path = rows(int(rate * (length + 6) * 1.05))
        with LimitedServer(kind, rate, retry_after, halves) as server:
            Run(push(path, server.url))
        seconds = server.seconds
        # The last second is not whole, and the five after the limit has halved are for finding that out.
        counted = [second for second in range(5, min(length, len(seconds) - 1))
                   if not halves or not halves <= second < halves + 5]
        most = sum(rate / 2 if halves and second >= halves else rate for second in counted)
        taken = sum(seconds[second][0] for second in counted)
        refused = sum(refused for _, refused in seconds[:length])
        asked = refused + sum(taken for taken, _ in seconds[:length])
        name = "limits: %s of %s/s%s%s" % (kind, f"{rate:,}", ", Retry-After: %d" % retry_after if retry_after else "",
                                          ", halved after %d s" % halves if halves else "")
        table.append([name + ": goodput from the fifth second on", "%.1f %%" % (100 * taken / most), "at least 97 %"])
        table.append([name + ": refused", "%.2f %%" % (100 * refused / asked), "at most 1 %"])
    return table
