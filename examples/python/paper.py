"""From a fit to a paper: latents, figures, the check, and ONNX for others: python3 examples/python/paper.py [FOLDER [STEPS]]"""

# %% Data whose sources are known: two, quiet or loud by condition, mixed by a curved map into three columns
import pathlib
import sys

import numpy
import pandas

from ivae import IVAE

folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "runs/paper")
steps = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
random = numpy.random.default_rng(1)
condition = numpy.repeat([f"condition {i}" for i in range(1, 11)], 300)
scales = numpy.repeat(random.uniform(0.3, 2, (10, 2)), 300, axis=0)
sources = scales * random.standard_normal((3000, 2))
bent = numpy.tanh(sources @ random.standard_normal((2, 2))) + 0.3 * sources @ random.standard_normal((2, 2))
X = pandas.DataFrame(bent @ random.standard_normal((2, 3)) + 0.05 * random.standard_normal((3000, 3)),
                     columns=["left", "middle", "right"])

# %% The fit, with every figure of its report for one column of a journal: 85 mm wide, text of 7 pt
model = IVAE(n_components=2, method="ivae", settings={"training.steps": steps}, verbose=1,
             folder=folder, figures="pdf,svg", figure_width=85)
latents = model.fit_transform(X, condition)
print(model.summary_["message"])
for figure in sorted((folder / "figures").glob("*.pdf")):
    print(figure)

# %% What is to be recovered: correlation of each source with the latent that is nearest to it
correlation = numpy.abs(numpy.corrcoef(sources.T, latents.T)[:2, 2:])
print("nearest latent of each source:", numpy.round(correlation.max(axis=1), 2))

# %% Whether the latents can be believed, without knowing the sources; more seeds and controls say it with more weight
check = model.check(seeds=2, nulls=2)
print(check["headline"])

# %% The model for those who use another language
for path in model.export_onnx(folder / "model.onnx"):
    print(path)
