"""Ten stored cases of independence tests, computed with full matrices: test/golden/causality/independence.json.

Nothing here follows the library's arithmetic: Gram matrices are centred by H K H, tails come from mpmath.
"""
import json
import os

import mpmath
import numpy as np


def distances(x):
    return np.sqrt(((x[:, None] - x[None]) ** 2).sum(-1))


def upper(matrix):
    return matrix[np.triu_indices(len(matrix), 1)]


def gamma_tail(statistic, mean, variance):
    return mpmath.gammainc(mean ** 2 / variance, statistic * mean / variance, regularized=True)


def t_tail(t, df):
    return mpmath.betainc(df / 2, .5, 0, df / (df + t * t), regularized=True)


def gram(x):
    d = distances(x)
    sigma = np.median(upper(d))
    return np.exp(-d ** 2 / (2 * sigma ** 2))


def hsic(x, y):
    n = len(x)
    k, l = gram(x), gram(y)
    h = np.eye(n) - 1 / n
    kc, lc = h @ k @ h, h @ l @ h
    statistic = np.trace(kc @ lc) / n
    off = ~np.eye(n, dtype=bool)
    mx, my = k[off].mean(), l[off].mean()
    mean = (1 + mx * my - mx - my) / n
    variance = 72 * (n - 4) * (n - 5) / (n * (n - 1) * (n - 2) * (n - 3)) * ((kc * lc / 6) ** 2)[off].mean()
    return statistic, gamma_tail(statistic / n, mean, variance)


def partial_correlation(x, y, z):
    n = len(x)
    design = np.column_stack([np.ones(n), z])
    rx = x - design @ np.linalg.lstsq(design, x, rcond=None)[0]
    ry = y - design @ np.linalg.lstsq(design, y, rcond=None)[0]
    r = float(np.corrcoef(rx[:, 0], ry[:, 0])[0, 1])
    df = n - 2 - z.shape[1]
    return r, t_tail(r * np.sqrt(df / (1 - r * r)), df)


def case(index):
    rng = np.random.default_rng(index)
    n = [40, 60, 80, 100, 120][index % 5]
    x, z = rng.normal(size=(n, 1 + index % 2)), rng.normal(size=(n, 1))
    e = rng.normal(size=(n, 1))
    y = [e, x[:, :1] ** 2 + e, np.sin(2 * x[:, :1]) + .5 * e, .3 * x[:, :1] + e, z ** 2 + e][index // 2]
    if index >= 8:
        x = x + z
    x, y, z = (v.astype(np.float32).astype(float) for v in (x, y, z))
    result = {"x": x.tolist(), "y": y.tolist(), "z": z.tolist()}
    for name, value in [("hsic", hsic(x, y)), ("partial", partial_correlation(x[:, :1], y, z))]:
        result[name] = [float(v) for v in value]
    return result


if __name__ == "__main__":
    with open(os.path.join(os.path.dirname(__file__), "independence.json"), "w") as f:
        json.dump([case(i) for i in range(10)], f)
