"""The training step of the paper's simulation in PyTorch, as a good user of it writes it: what `ivae bench step` is compared with.

    python3 bench/peer/peer.py [--batch 64] [--width 100] [--posterior diagonal|full]

One thread. No score and no .item() in a step; batches are indexed from tensors that lie ready; the variants of Adam and of clearing gradients
that were fastest (--tune measures them). With --serve it answers lines "batch width posterior seconds" with "steps wall_ms cpu_ms".
"""
import argparse
import math
import os
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def processor():
    """Model and features of the processor as Linux tells them, or nothing."""
    try:
        with open("/proc/cpuinfo") as lines:
            pairs = (line.split(":", 1) for line in lines if ":" in line)
            return {key.strip(): value.strip() for key, value in pairs}
    except OSError:
        return {}


# PyTorch of that time takes its AVX2 functions unless told to take the wider ones, which are up to a tenth faster here.
if "avx512vl" in processor().get("flags", ""):
    os.environ.setdefault("ATEN_CPU_CAPABILITY", "avx512")

try:
    import torch
    from torch import nn
except ImportError:
    sys.exit("peer: PyTorch is missing; on Debian: apt install python3-torch libopenblas0")

COLUMNS, LEVELS, ROWS = 5, 40, 40_000
VARIANCE = 0.1


class Xtanh(nn.Module):
    def forward(self, x):
        return torch.add(torch.tanh(x), x, alpha=0.1)


def mlp(inputs, width, outputs):
    return nn.Sequential(nn.Linear(inputs, width), Xtanh(), nn.Linear(width, width), Xtanh(), nn.Linear(width, outputs))


class Ivae(nn.Module):
    def __init__(self, width, full):
        super().__init__()
        self.full = full
        self.mean = mlp(COLUMNS + LEVELS, width, COLUMNS)
        self.factor = mlp(COLUMNS + LEVELS, width, COLUMNS + (COLUMNS * (COLUMNS - 1) // 2 if full else 0))
        self.decoder = mlp(COLUMNS, width, COLUMNS)
        self.prior = mlp(LEVELS, width, COLUMNS)
        if full:
            # Puts the entries below the diagonal into place by a product, which is faster than by indices.
            place = torch.zeros(COLUMNS * (COLUMNS - 1) // 2, COLUMNS, COLUMNS)
            rows, columns = torch.tril_indices(COLUMNS, COLUMNS, -1)
            place[torch.arange(len(rows)), rows, columns] = 1
            self.register_buffer("place", place.flatten(1))
            self.register_buffer("eye", torch.eye(COLUMNS).flatten())

    def loss(self, x, u):
        """Minus the evidence lower bound in nats a row, with the divergence of posterior and prior in closed form."""
        xu = torch.cat((x, u), 1)
        mean, factor = self.mean(xu), self.factor(xu)
        log_diagonal = factor[:, :COLUMNS] if self.full else factor
        diagonal = log_diagonal.exp()
        noise = torch.randn_like(mean)
        if self.full:
            unit = torch.addmm(self.eye, factor[:, COLUMNS:], self.place).view(-1, COLUMNS, COLUMNS)
            z = mean + diagonal * torch.bmm(unit, noise.unsqueeze(2)).squeeze(2)
            variance = diagonal.square() * unit.square().sum(2)
        else:
            z = mean + diagonal * noise
            variance = diagonal.square()
        log_scale = self.prior(u)
        error = (x - self.decoder(z)).square()
        expected = (mean.square() + variance) * torch.exp(-2 * log_scale)
        bound = error / (2 * VARIANCE) + 0.5 * expected + log_scale - log_diagonal
        # E log p(z|u) has -L/2 log 2 pi and the entropy +L/2 log 2 pi + L/2.
        return bound.sum() / len(x) + COLUMNS * (0.5 * math.log(2 * math.pi * VARIANCE) - 0.5)


class Step:
    def __init__(self, batch, width, posterior, foreach=True, to_none=True):
        torch.manual_seed(1)
        self.batch, self.to_none = batch, to_none
        self.x = torch.randn(ROWS, COLUMNS)
        self.u = torch.eye(LEVELS)[torch.arange(ROWS) * LEVELS // ROWS]
        self.rows = torch.randperm(ROWS)
        self.position = 0
        self.model = Ivae(width, posterior == "full")
        self.adam = torch.optim.Adam(self.model.parameters(), lr=1e-3, foreach=foreach)

    def run(self):
        if self.position + self.batch > ROWS:
            self.position = 0
        rows = self.rows[self.position:self.position + self.batch]
        self.position += self.batch
        self.adam.zero_grad(set_to_none=self.to_none)
        loss = self.model.loss(self.x[rows], self.u[rows])
        loss.backward()
        self.adam.step()
        return loss


def measure(step, seconds):
    """Steps, median wall time and mean processor time of a step in milliseconds."""
    walls = []
    cpu, start = time.process_time(), time.perf_counter()
    while True:
        before = time.perf_counter()
        step.run()
        now = time.perf_counter()
        walls.append(now - before)
        if now - start > seconds:
            break
    cpu = time.process_time() - cpu
    return len(walls), 1000 * sorted(walls)[len(walls) // 2], 1000 * cpu / len(walls)


def blas():
    """Name of the library that multiplies matrices, as far as the process shows it."""
    torch.randn(64, 64) @ torch.randn(64, 64)
    try:
        with open("/proc/self/maps") as maps:
            text = maps.read().lower()
    except OSError:
        return "unknown"
    return next((name for name in ("mkl_", "openblas", "blis", "atlas") if name in text), "reference").strip("_")


def check():
    """The loss against the one that torch.distributions gives, which nobody would train with."""
    for posterior in ("diagonal", "full"):
        step = Step(64, 100, posterior)
        for _ in range(50):
            step.run()
        model, x, u = step.model, step.x[step.rows[:64]], step.u[step.rows[:64]]
        torch.manual_seed(2)
        ours = model.loss(x, u)
        torch.manual_seed(2)
        noise = torch.randn(64, COLUMNS)
        xu = torch.cat((x, u), 1)
        factor = model.factor(xu)
        unit = torch.eye(COLUMNS).repeat(64, 1, 1)
        if posterior == "full":
            rows, columns = torch.tril_indices(COLUMNS, COLUMNS, -1)
            unit[:, rows, columns] = factor[:, COLUMNS:]
        normal = torch.distributions.MultivariateNormal
        q = normal(model.mean(xu), scale_tril=factor[:, :COLUMNS].exp().unsqueeze(2) * unit)
        prior = normal(torch.zeros(64, COLUMNS), scale_tril=torch.diag_embed(model.prior(u).exp()))
        z = q.mean + (q.scale_tril @ noise.unsqueeze(2)).squeeze(2)
        likelihood = torch.distributions.Normal(model.decoder(z), math.sqrt(VARIANCE)).log_prob(x).sum(1)
        theirs = -(likelihood - torch.distributions.kl_divergence(q, prior)).mean()
        print(f"{posterior}: loss {ours.item():.5f}, from torch.distributions {theirs.item():.5f} nats; {sum(p.numel() for p in model.parameters())} parameters")


def serve():
    steps = {}
    print(f"ready PyTorch {torch.__version__}, BLAS {blas()}", flush=True)
    for line in sys.stdin:
        batch, width, posterior, seconds = line.split()
        key = (int(batch), int(width), posterior)
        if key not in steps:
            steps[key] = Step(*key)
            measure(steps[key], 0.5)
        print(*measure(steps[key], float(seconds)), flush=True)


def main():
    parser = argparse.ArgumentParser(description="The training step of the paper's simulation in PyTorch.")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--width", type=int, default=100)
    parser.add_argument("--posterior", choices=("diagonal", "full"), default="diagonal")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--tune", action="store_true", help="measure the variants of Adam and of clearing gradients, in turn")
    parser.add_argument("--check", action="store_true", help="compare the loss with that of torch.distributions")
    parser.add_argument("--serve", action="store_true", help="answer lines on stdin")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    if arguments.check:
        check()
        return
    if arguments.serve:
        serve()
        return
    key = (arguments.batch, arguments.width, arguments.posterior)
    variants = [(True, True), (True, False), (False, True), (False, False)] if arguments.tune else [(True, True)]
    steps = {variant: Step(*key, *variant) for variant in variants}
    for _ in range(3 if arguments.tune else 1):
        for (foreach, to_none), step in steps.items():
            measure(step, 0.3)
            count, wall, cpu = measure(step, arguments.seconds / 3 if arguments.tune else arguments.seconds)
            print(f"foreach {foreach}, set_to_none {to_none}: {wall:.3f} ms a step, {cpu:.3f} ms of processor time ({count} steps, BLAS {blas()})")


if __name__ == "__main__":
    main()
