"""Reference values of extended Infomax for PicardTest: /usr/bin/python3 test/golden/make_infomax.py, needs numpy and mne."""
import json
import pathlib

import mne
import numpy as np

random = np.random.default_rng(11)
rows = 1000
sources = np.stack([random.laplace(size=rows), random.uniform(-2, 2, rows), random.standard_t(5, rows)], axis=1)
x = (sources @ random.normal(size=(3, 3))).astype(np.float32)
center = x.mean(0, dtype=np.float64)
values, vectors = np.linalg.eigh(np.cov(x.T.astype(np.float64), bias=True))
white = (x - center) @ (vectors / np.sqrt(values))
# Full batches (block of all rows), small steps, to the end: the fixed point of E[I − K tanh(z) zᵀ − z zᵀ] = 0 itself.
unmixing, iterations = mne.preprocessing.infomax(
    white, extended=True, block=rows, l_rate=1e-4, anneal_deg=180, n_small_angle=None, w_change=1e-20, max_iter=3000, random_state=3,
    use_bias=False, return_n_iter=True, verbose="error")
z = white @ unmixing.T
kurtosis = (z ** 4).mean(0) / (z ** 2).mean(0) ** 2 - 3
signs = np.sign((1 / np.cosh(z) ** 2).mean(0) * (z ** 2).mean(0) - (np.tanh(z) * z).mean(0))
gradient = np.eye(3) - (signs * np.tanh(z)).T @ z / rows - z.T @ z / rows
print(iterations, "iterations, kurtosis", kurtosis, "largest gradient", np.abs(gradient).max())
path = pathlib.Path(__file__).parent / "linear" / "infomax.json"
path.write_text(json.dumps({"x": x.ravel().tolist(), "columns": 3, "z": z.astype(np.float64).round(7).ravel().tolist()}) + "\n")
