#!/usr/bin/env python3
"""Default fits to worlds drawn here, in numpy, by none of the library's simulators: latents against sources.

    python3 bench/peer/worlds.py [--seeds 1 2 3] [--check] [--folder DIR] [WORLD …]

Debian: apt install python3-sklearn. Prints the mean matched rank correlation over all rows of the fit by default
options, of FastICA and of principal components, the fit's processor seconds, and with --check the verdict. Fits that
are there in DIR are not made again.
"""
import argparse
import json
import pathlib
import resource
import subprocess
import sys
import tempfile
import warnings

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.stats import rankdata
from sklearn.decomposition import PCA, FastICA

IVAE = pathlib.Path(__file__).resolve().parents[2] / "ivae"
SHAPES = {
    "normal": lambda r, shape: r.normal(size=shape),
    "laplace": lambda r, shape: r.laplace(size=shape) / np.sqrt(2),
    "student": lambda r, shape: r.standard_t(4, size=shape) / np.sqrt(2),
    "uniform": lambda r, shape: r.uniform(-1, 1, shape) * np.sqrt(3),
    "gamma": lambda r, shape: (r.gamma(2, 1, shape) - 2) / np.sqrt(2),
    "signs": lambda r, shape: np.sign(r.normal(size=shape)) + .2 * r.normal(size=shape),
}
WORLDS = {}


def world(draw):
    """Adds a world: what draws x [N, D], u [N], [N, parts] or None, and s [N, n] from a random generator."""
    WORLDS[draw.__name__.replace("_", "-")] = draw
    return draw


def levels(r, rows, count, equal=True):
    """Level of each row, in order; unequal ones have at least some third of an equal share."""
    shares = np.full(count, 1 / count) if equal else np.maximum(r.dirichlet(np.full(count, 2)), .3 / count)
    return np.sort(r.choice(count, rows, p=shares / shares.sum()))


def sources(r, u, n, shape, mean=1, low=.3, high=2):
    """Sources whose means and scales differ between levels."""
    means = r.uniform(-mean, mean, (u.max() + 1, n))
    scales = np.exp(r.uniform(np.log(low), np.log(high), (u.max() + 1, n)))
    return means[u] + scales[u] * SHAPES[shape](r, (len(u), n))


def linear(r, n, columns):
    """A matrix [n, columns] with a condition number below 8."""
    while np.linalg.cond(matrix := r.normal(size=(n, columns))) >= 8:
        pass
    return matrix


def network(r, h, widths, activation):
    """Layers with the activation between them."""
    for layer, width in enumerate(widths):
        h = h @ linear(r, h.shape[1], width) / np.sqrt(h.shape[1])
        h = activation(h + .3 * r.normal(size=width)) if layer < len(widths) - 1 else h
    return h


@world
def post_nonlinear(r):
    u = levels(r, 8000, 20, equal=False)
    s = sources(r, u, 4, "laplace")
    y = s @ linear(r, 4, 4)
    a, b, c, d = (y / y.std(0)).T
    return np.stack([a + .4 * a**3, np.sinh(.8 * b), c + np.tanh(3 * c), np.exp(.6 * d)], 1), u, s


@world
def elu_layers(r):
    u = levels(r, 8000, 25)
    s = sources(r, u, 3, "normal")
    return network(r, s, (3, 3, 3), lambda h: np.where(h > 0, h, .4 * np.expm1(np.minimum(h, 0)))), u, s


@world
def tanh_network_into_ten(r):
    u = levels(r, 8000, 25)
    s = sources(r, u, 3, "gamma")
    return network(r, s, (30, 10), np.tanh), u, s


@world
def lognormal(r):
    u = levels(r, 6000, 15)
    s = sources(r, u, 5, "normal")
    return np.exp(.35 * s @ linear(r, 5, 5)), u, s


@world
def polar(r):
    u = levels(r, 8000, 30)
    s = sources(r, u, 2, "normal", mean=.6, low=.15, high=.7)
    radius = np.exp(.6 * s[:, 0])
    return np.stack([radius * np.cos(s[:, 1]), radius * np.sin(s[:, 1])], 1), u, s


@world
def moebius(r):
    u = levels(r, 10000, 30)
    s = sources(r, u, 3, "uniform", mean=.4, low=.15, high=.5)
    away = s - np.array([2.2, .5, -.4])
    return away / (away**2).sum(1, keepdims=True) @ linear(r, 3, 3), u, s


@world
def quadratic(r):
    u = levels(r, 8000, 20)
    s = sources(r, u, 3, "student")
    return s @ linear(r, 3, 3) + np.einsum("ni,nj,kij->nk", s, s, .06 * r.normal(size=(3, 3, 3))), u, s


@world
def saturating_sensors(r):
    u = levels(r, 8000, 20, equal=False)
    s = sources(r, u, 4, "normal")
    y = s @ linear(r, 4, 6)
    return np.tanh(y / y.std(0)) + .02 * r.normal(size=y.shape), u, s


@world
def henon(r):
    u = levels(r, 8000, 20)
    s = sources(r, u, 2, "normal", mean=.5, low=.2, high=.8)
    x, y = s.T
    for _ in range(2):
        x, y = y, .9 * x + .5 * y * y - .3
    return np.stack([x, y], 1), u, s


@world
def linear_of_eight(r):
    u = levels(r, 3000, 10)
    s = sources(r, u, 8, "student", mean=0)
    return s @ linear(r, 8, 8), u, s


@world
def number_as_u(r):
    u = np.sort(r.uniform(0, 10, 8000))
    i = np.arange(3)
    scales = .6 * np.exp(.8 * np.cos(u[:, None] * (i + 2) * .5 + 2 * i))
    s = np.sin(u[:, None] * (i + 1) * .7 + i) + scales * r.normal(size=(8000, 3))
    return network(r, s, (3, 3, 3), lambda h: np.where(h > 0, h, .3 * h)), u, s


@world
def smooth_variances(r):
    time, s = np.arange(6000) / 6000, np.zeros((6000, 5))
    for i in range(5):
        innovations = r.laplace(size=6000) * np.exp(np.sin(2 * np.pi * time * (i + 2) + i))
        for t in range(1, 6000):
            s[t, i] = .6 * s[t - 1, i] + innovations[t]
    return s @ linear(r, 5, 5), None, s


@world
def outliers(r):
    u = levels(r, 8000, 20)
    s = sources(r, u, 4, "normal")
    x = s @ linear(r, 4, 4)
    far = r.random(8000) < .01
    x[far] *= r.uniform(3, 12, (far.sum(), 1))
    return x, u, s


@world
def eight_bits(r):
    u = levels(r, 8000, 20)
    s = sources(r, u, 4, "laplace")
    y = s @ linear(r, 4, 5)
    y = y + .1 * y**2 / y.std(0)
    return np.round(127 * y / np.abs(y).max(0)), u, s


@world
def two_valued_sources(r):
    u = levels(r, 5000, 8)
    s = sources(r, u, 4, "signs", mean=.5, low=.5, high=1.5)
    return s @ linear(r, 4, 4), u, s


@world
def noise_of_unequal_columns(r):
    u = levels(r, 8000, 20)
    s = sources(r, u, 4, "normal")
    y = s @ linear(r, 4, 12)
    return y + y.std(0) * np.sqrt(.2) * r.uniform(.3, 1.7, 12) * r.normal(size=y.shape), u, s


@world
def counts(r):
    u = levels(r, 5000, 15)
    s = sources(r, u, 3, "normal")
    return r.poisson(np.exp(.3 * s @ r.normal(size=(3, 30)) + 1)), u, s


@world
def three_hundred_rows(r):
    u = levels(r, 300, 6)
    s = sources(r, u, 2, "normal")
    y = s @ linear(r, 2, 2)
    return y + .08 * y[:, ::-1]**2, u, s


@world
def spirals_of_six(r):
    u = levels(r, 12000, 30)
    s = sources(r, u, 6, "normal")
    x = s.copy()
    for i, j in ((0, 1), (2, 3), (4, 5), (0, 5), (1, 2), (3, 4)):
        angle = .5 * np.hypot(x[:, i], x[:, j])
        cos, sin = np.cos(angle), np.sin(angle)
        x[:, i], x[:, j] = cos * x[:, i] - sin * x[:, j], sin * x[:, i] + cos * x[:, j]
    return x @ linear(r, 6, 6), u, s


def _two_labels(r):
    u = np.stack([r.integers(0, 4, 8000), r.integers(0, 6, 8000)], 1)
    s = r.uniform(-1, 1, (4, 3))[u[:, 0]] + np.exp(r.uniform(-1, .6, (6, 3)))[u[:, 1]] * r.normal(size=(8000, 3))
    return u, s, s @ linear(r, 3, 3), linear(r, 3, 3)


@world
def two_labels(r):
    u, s, y, bend = _two_labels(r)
    return np.sinh(.5 * y + .45 * np.tanh(y) @ bend / np.linalg.norm(bend, 2)), u, s


@world
def folded(r):
    """Not injective for some draws: then rows lie where the map has turned back, and no latents can be right."""
    u, s, y, bend = _two_labels(r)
    return np.sinh(np.tanh(y) @ bend + .5 * y), u, s


def correlation(z, s):
    """Mean absolute rank correlation of each source with a latent of its own; sources without one count as 0."""
    ranks = [np.apply_along_axis(rankdata, 0, part) for part in (z, s)]
    between = np.abs(np.corrcoef(ranks[0].T, ranks[1].T)[:z.shape[1], z.shape[1]:])
    return between[linear_sum_assignment(-between)].sum() / s.shape[1]


def ivae(*arguments):
    """Runs a command; its answer and its processor seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [IVAE, *map(str, arguments), "--quiet", "--json"]
    run = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return json.loads(run.stdout), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def score(name, seed, folder, check):
    """A line of the table."""
    x, u, s = WORLDS[name](np.random.default_rng([seed, sum(map(ord, name))]))
    data, run = folder / f"{name}-{seed}.npz", folder / f"{name}-{seed}"
    np.savez(data, x=x, s=s, **({} if u is None else {"u": u}))
    given = ["--segments", 20] if u is None else ["--auxiliary", "u:numeric" if u.dtype == float else "u:categorical"]
    seconds = float("nan")
    if not (run / "summary.json").exists():
        _, seconds = ivae("fit", data, "--observed", "x", *given, "--latent", s.shape[1], "--out", run)
    table = np.genfromtxt(run / "latents.csv", delimiter=",", names=True)
    latents = np.stack([table[name] for name in table.dtype.names if name.startswith("z")], 1)
    x = np.log1p(x) if name == "counts" else x
    ica = FastICA(s.shape[1], random_state=0, max_iter=1000, whiten="unit-variance").fit_transform(x)
    pca = PCA(s.shape[1]).fit_transform((x - x.mean(0)) / x.std(0))
    verdict = ivae("check", run, data, "--out", folder / f"{name}-{seed}-check")[0]["verdict"] if check else ""
    ours, fast, components = (correlation(z, s) for z in (latents, ica, pca))
    print(f"{name:25s} {seed:4d} {ours:6.3f} {fast:8.3f} {components:6.3f} {seconds:6.0f}  {verdict}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("worlds", nargs="*", metavar="WORLD", help=", ".join(WORLDS))
    parser.add_argument("--seeds", nargs="+", type=int, default=[1])
    parser.add_argument("--check", action="store_true", help="judge each fit, too")
    parser.add_argument("--folder", type=pathlib.Path, help="where data and runs stay")
    options = parser.parse_args()
    if unknown := set(options.worlds) - set(WORLDS):
        sys.exit(f"worlds: there is no world {', '.join(sorted(unknown))}; there are {', '.join(WORLDS)}")
    warnings.filterwarnings("ignore")  # of FastICA, that it has not converged
    print(f"{'world':25s} seed   ivae  FastICA    PCA      s")
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or pathlib.Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for name in options.worlds or WORLDS:
            for seed in options.seeds:
                score(name, seed, folder, options.check)


if __name__ == "__main__":
    main()
