"""Latents of an EEG whose rows are in order of time, step by step as in a notebook: python3 examples/python/eeg.py [FILE]"""

# %% The data: 14 electrodes at 128 Hz, and whether the eyes were closed
import pathlib
import sys

import numpy
import pandas

from ivae import IVAE

here = pathlib.Path(__file__).resolve().parents[2]
table = pandas.read_csv(sys.argv[1] if len(sys.argv) > 1 else here / "data" / "eeg-eye-state.csv")
electrodes = table.loc[:, "AF3":"AF4"]
print(f"{len(table)} rows, {electrodes.shape[1]} electrodes")

# %% The fit: u is time, cut into 40 segments
steps = int(sys.argv[2]) if len(sys.argv) > 2 else 3000
model = IVAE(n_components=6, method="flow", segments=40, settings={"training.steps": steps}, verbose=1)
latents = model.set_output(transform="pandas").fit(electrodes).transform(electrodes)
print(model.summary_["message"])
print(latents.describe().loc[["mean", "std"]].round(3))

# %% Which latents differ between open and closed eyes?
closed = table["eye_closed"].to_numpy() == 1
difference = (latents[closed].std() / latents[~closed].std()).sort_values()
print("standard deviation with closed eyes by that with open ones:")
print(difference.round(2).to_string())

# %% New rows of the first segment, and the way back from latents to electrodes
rows, _ = model.sample(5, given="1")
print(numpy.round(rows[:, :4], 1))
print("largest part of the variance that the latents leave out:",
      round(float(numpy.max(numpy.var(model.inverse_transform(latents) - electrodes.to_numpy(), axis=0)
                            / numpy.var(electrodes.to_numpy(), axis=0))), 3))
