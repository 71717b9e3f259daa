"""What a user of the package relies on."""

import os
import pathlib
import pickle
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import warnings

import numpy
import pandas
from sklearn.base import clone
from sklearn.decomposition import PCA
from sklearn.pipeline import make_pipeline

from ivae import IVAE, run

FEW = {"training.steps": 60, "training.restarts": 1}
LABELS = numpy.repeat(list("abcdefgh"), 40)


def example(columns=3):
    chance = numpy.random.default_rng(0)
    scales = (0.3 + 2 * chance.random((8, columns)))[numpy.repeat(range(8), 40)]
    sources = scales * chance.normal(size=(320, columns))
    mixed = sources @ chance.normal(size=(columns, columns))
    return mixed + numpy.tanh(mixed)


class IvaeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.X = example()
        cls.model = IVAE(method="flow", settings=FEW).fit(cls.X, LABELS)
        cls.Z = cls.model.transform(cls.X)

    def test_there_and_back(self):
        self.assertEqual(self.Z.shape, (320, 3))
        numpy.testing.assert_allclose(self.model.inverse_transform(self.Z), self.X, atol=1e-4)
        self.assertEqual(self.model.transform(self.X.astype(numpy.float32)).dtype, numpy.float32)

    def test_score_is_the_mean_of_the_rows_and_needs_u(self):
        rows = self.model.log_likelihood(self.X, LABELS)
        self.assertAlmostEqual(self.model.score(self.X, LABELS), rows.mean(), places=4)
        with self.assertRaisesRegex(ValueError, "u"):
            self.model.score(self.X)
        with self.assertRaisesRegex(ValueError, "'z', which is not a level the model knows"):
            self.model.score(self.X, numpy.repeat("z", 320))
        with self.assertRaisesRegex(ValueError, "both given"):
            self.model.score(self.X, LABELS, u=LABELS)

    def test_what_it_remembers_of_a_table_needs_no_names(self):
        model = IVAE(method="flow", settings=FEW).fit(pandas.DataFrame(self.X, columns=list("abc")), LABELS)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            self.assertIn("verdict", model.check(seeds=0, nulls=0))

    def test_an_encoder_that_reads_u_gets_it_from_fit_transform(self):
        model = IVAE(method="ivae", settings=FEW | {"method.posterior.reads_auxiliary": True})
        latents = model.fit_transform(self.X, LABELS)
        numpy.testing.assert_array_equal(latents, model.transform(self.X, LABELS))
        with self.assertRaisesRegex(ValueError, "reads u as well as X; give it too"):
            model.transform(self.X)

    def test_samples_of_a_level(self):
        x, z = self.model.sample(200, "a", random_state=3)
        self.assertEqual((x.shape, z.shape), ((200, 3), (200, 3)))
        numpy.testing.assert_array_equal(x, self.model.sample(200, "a", random_state=3)[0])
        with self.assertRaises(ValueError):
            self.model.sample(2, "z")

    def test_a_pickle_and_a_clone(self):
        again = pickle.loads(pickle.dumps(self.model))
        numpy.testing.assert_array_equal(again.transform(self.X), self.Z)
        with self.assertRaisesRegex(ValueError, "not in a pickle"):
            again.check()
        numpy.testing.assert_array_equal(clone(self.model).fit(self.X, LABELS).transform(self.X), self.Z)

    def test_frames_in_and_out(self):
        frame = pandas.DataFrame(self.X, columns=["left", "right", "top"], index=range(100, 420))
        u = pandas.Series(LABELS, index=frame.index, dtype="category")
        model = clone(self.model).fit(frame, u).set_output(transform="pandas")
        latents = model.transform(frame)
        self.assertEqual(list(latents.columns), ["z1", "z2", "z3"])
        self.assertTrue(latents.index.equals(frame.index))
        numpy.testing.assert_array_equal(latents.to_numpy(), self.Z)
        with self.assertRaisesRegex(ValueError, "feature names"):
            model.transform(frame[["top", "left", "right"]])

    def test_a_step_of_a_pipeline(self):
        pipeline = make_pipeline(PCA(2), IVAE(method="flow", settings=FEW))
        self.assertEqual(pipeline.fit(self.X, LABELS).transform(self.X).shape, (320, 2))

    def test_numbers_segments_and_other_methods(self):
        dose = numpy.linspace(0, 1, 320)
        self.assertEqual(IVAE(2, method="flow", settings=FEW).fit(self.X, u=dose).n_components_, 2)
        IVAE(method="flow", segments=8, settings=FEW).fit(self.X).transform(self.X)
        linear = IVAE(2, method="pca").fit(self.X)
        self.assertEqual(linear.transform(self.X).shape, (320, 2))
        with self.assertRaisesRegex(ValueError, "no density"):
            linear.score(self.X)
        bound = IVAE(2, method="ivae", settings={"training.steps": 20, "method.starts_from_flow": False})
        self.assertTrue((bound.fit(self.X, LABELS).uncertainty(self.X) > 0).all())

    def test_mistakes_are_the_programs_words(self):
        for words, mistake in (
            ("did you mean \"flow\"", lambda: IVAE(method="flw").fit(self.X, LABELS)),
            ("needs an auxiliary variable", lambda: IVAE(method="flow").fit(self.X)),
            ("training.stps", lambda: IVAE(settings={"training.stps": 1}).fit(self.X, LABELS)),
            ("3 columns|3 features", lambda: self.model.transform(self.X[:, :2])),
            ("u has 319 rows, and X 320", lambda: clone(self.model).fit(self.X, LABELS[1:])),
            ("labels and parts that are numbers", lambda: clone(self.model).fit(
                self.X, pandas.DataFrame({"who": LABELS, "dose": range(320)}))),
        ):
            with self.assertRaisesRegex(ValueError, words):
                mistake()

    def test_check_says_whether_to_believe(self):
        result = self.model.check(seeds=0, nulls=0)
        self.assertIn("verdict", result)

    def test_onnx_and_a_run_that_is_kept(self):
        with tempfile.TemporaryDirectory() as folder:
            files = self.model.export_onnx(os.path.join(folder, "model.onnx"))
            self.assertEqual(len(files), 4)
            kept = os.path.join(folder, "run")
            clone(self.model).set_params(folder=kept).fit(self.X, LABELS)
            self.assertTrue(os.path.isfile(os.path.join(kept, "report.html")))
            with self.assertRaisesRegex(ValueError, "already|there"):
                clone(self.model).set_params(folder=kept).fit(self.X, LABELS)

    def test_one_fit_of_the_command_line_and_one_of_python_are_the_same(self):
        with tempfile.TemporaryDirectory() as folder:
            data, z = pathlib.Path(folder) / "data.npz", pathlib.Path(folder) / "z.npz"
            numpy.savez(data, x=self.X.astype(numpy.float32), u=numpy.repeat(range(8), 40))
            run("fit", data, "--out", f"{folder}/run", "--method", "flow", "--auxiliary", "u:categorical", "--quiet",
                "--set", "training.steps=60", "--set", "training.restarts=1")
            run("transform", f"{folder}/run", data, "--out", z)
            numpy.testing.assert_array_equal(numpy.load(z)["z"], self.Z.astype(numpy.float32))

    @unittest.skipIf(os.name == "nt", "signals")
    def test_an_interrupt_keeps_what_was_found(self):
        script = (
            "import sys, numpy; from ivae import IVAE\n"
            "X = numpy.load(sys.argv[1]); m = IVAE(method='flow', segments=8, folder=sys.argv[2], verbose=1,"
            " settings={'training.steps': 400000, 'training.restarts': 1})\n"
            "try:\n m.fit(X)\n"
            "except KeyboardInterrupt:\n print('interrupted', m.transform(X).shape)\n")
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "x.npy")
            numpy.save(path, self.X)
            environment = dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path))
            run_folder = pathlib.Path(folder) / "run"
            process = subprocess.Popen([sys.executable, "-c", script, path, str(run_folder)], env=environment, text=True,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                       # a job in the background inherits that interrupts are ignored
                                       preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
            until = time.monotonic() + 120
            while time.monotonic() < until and not any(
                    file.stat().st_size > 0 for file in pathlib.Path(folder).rglob("progress.jsonl")):
                time.sleep(0.1)
            process.send_signal(signal.SIGINT)  # once there is an epoch to keep
            out, messages = process.communicate(timeout=120)
            self.assertEqual(out.strip(), "interrupted (320, 3)", messages)


if __name__ == "__main__":
    warnings.simplefilter("error", DeprecationWarning)
    unittest.main()
