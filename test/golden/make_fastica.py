"""Reference values of FastICA and PCA for LinearIcaTest: /usr/bin/python3 test/golden/make_fastica.py, needs numpy and scikit-learn."""
import json
import pathlib

import numpy as np
from sklearn.decomposition import PCA, FastICA

random = np.random.default_rng(5)
rows, sources, columns = 400, 3, 4
s = np.stack([random.laplace(size=rows), random.uniform(-2, 2, rows), random.exponential(size=rows)], axis=1)
x = (s @ random.normal(size=(sources, columns)) + 0.05 * random.normal(size=(rows, columns))).astype(np.float32)
start = np.linalg.qr(random.normal(size=(sources, sources)))[0]
golden = {"x": x.ravel().tolist(), "columns": columns, "start": start.ravel().tolist()}

pca = PCA(n_components=sources, whiten=True, svd_solver="full").fit(x.astype(np.float64))
golden["pca"] = (pca.transform(x.astype(np.float64)) * np.sqrt(rows / (rows - 1))).ravel().tolist()  # variance over N, as ours
for name, function in {"Tanh": "logcosh", "Cube": "cube", "Gauss": "exp"}.items():
    # A tolerance far below ours: the components themselves, not where an iteration happened to end.
    ica = FastICA(n_components=sources, algorithm="parallel", fun=function, w_init=start, whiten="unit-variance", tol=1e-12, max_iter=5000)
    golden[name] = ica.fit_transform(x.astype(np.float64)).ravel().tolist()
path = pathlib.Path(__file__).parent / "linear" / "fastica.json"
path.parent.mkdir(exist_ok=True)
path.write_text(json.dumps(golden) + "\n")
