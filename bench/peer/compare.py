#!/usr/bin/env python3
"""Our training step against PyTorch's, one core each, in turn: builds ours, runs both, prints a table and writes a CSV.

    python3 bench/peer/compare.py [--rounds 9] [--seconds 0.4] [--csv FILE]

Debian: apt install python3-torch libopenblas0. Both programs stay up and take turns, ours then the peer's, a fraction of a second each, so that
neighbours on a shared machine disturb both alike. The ratio of a round is that of processor time a step: processor time leaves out the moments
when another process had the core, which would count against the slower program. Wall time, the median of a round's steps, stands beside it.
"""
import argparse
import csv
import os
import pathlib
import platform
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BENCH = ROOT / "bench/Ivae.Bench"
# batch, width, posterior, and how many times faster we want to be.
CASES = [(64, 100, "diagonal", 10), (64, 50, "diagonal", 12), (256, 100, "diagonal", 6), (1024, 200, "diagonal", 3.5), (256, 100, "full", 6)]
INSTALL = "on Debian: apt install python3-torch libopenblas0"


class Contestant:
    """A program that answers requests for a measurement."""

    def __init__(self, command):
        # One core for each program: neither may hide work on another thread.
        core = {"preexec_fn": lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})} if hasattr(os, "sched_setaffinity") else {}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **core)
        self.name = self.process.stdout.readline().strip().removeprefix("ready ")
        if not self.name:
            sys.exit(f"compare: {' '.join(map(str, command))} did not start")

    def measure(self, batch, width, posterior, seconds):
        """Median wall time and mean processor time of a step, in milliseconds."""
        self.process.stdin.write(f"{batch} {width} {posterior} {seconds}\n")
        self.process.stdin.flush()
        _, wall, cpu = map(float, self.process.stdout.readline().split())
        return wall, cpu

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def python_with_torch():
    for python in (sys.executable, "/usr/bin/python3"):
        if subprocess.run([python, "-c", "import torch"], stderr=subprocess.DEVNULL).returncode == 0:
            return python
    return None


def processor():
    try:
        with open("/proc/cpuinfo") as lines:
            return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def spread(values, digits):
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def main():
    parser = argparse.ArgumentParser(description="Our training step against PyTorch's, in turn.")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=0.4, help="of each turn")
    parser.add_argument("--csv", type=pathlib.Path, default=pathlib.Path("peer.csv"))
    arguments = parser.parse_args()

    python = python_with_torch()
    if python is None:
        print(f"compare: skipped, PyTorch is missing; {INSTALL}")
        return
    subprocess.run(["dotnet", "build", BENCH, "-c", "Release", "--nologo", "-v", "quiet"], check=True)
    ours = Contestant(["dotnet", BENCH / "bin/Release/net10.0/Ivae.Bench.dll", "serve"])
    peer = Contestant([python, pathlib.Path(__file__).with_name("peer.py"), "--serve"])
    if peer.name.endswith("reference"):
        sys.exit(f"compare: PyTorch uses the reference BLAS, twenty times slower than a good one; {INSTALL}")
    load = os.getloadavg()[0]
    print(f"{processor()}, {os.cpu_count()} cores, load {load:.1f} at the start; ours on {ours.name}, peer {peer.name}")

    rows = []
    for case in CASES:
        for contestant in (ours, peer):
            contestant.measure(*case[:3], arguments.seconds)
        for number in range(arguments.rounds):
            rows.append((case, number, *ours.measure(*case[:3], arguments.seconds), *peer.measure(*case[:3], arguments.seconds)))
    ours.close()
    peer.close()

    print(f"\nMedians of {arguments.rounds} rounds, in brackets the lowest and the highest; milliseconds of processor time a step.\n")
    print("| batch | width | posterior | ours | peer | ratio | wanted | ratio by wall time |")
    print("|---|---|---|---|---|---|---|---|")
    for case in CASES:
        own = [row[2:] for row in rows if row[0] == case]
        ratios = [peer_cpu / our_cpu for _, our_cpu, _, peer_cpu in own]
        walls = [peer_wall / our_wall for our_wall, _, peer_wall, _ in own]
        batch, width, posterior, wanted = case
        print(f"| {batch} | {width} | {posterior} | {spread([r[1] for r in own], 3)} | {spread([r[3] for r in own], 2)}"
              f" | {spread(ratios, 1)} | {wanted} | {spread(walls, 1)} |")

    with arguments.csv.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["batch", "width", "posterior", "round", "our_wall_ms", "our_cpu_ms", "peer_wall_ms", "peer_cpu_ms"])
        writer.writerows([*case[:3], number, *times] for case, number, *times in rows)
    print(f"\nEvery round: {arguments.csv}")


if __name__ == "__main__":
    main()
