"""The estimator."""

import json
import pathlib
import tempfile

import numpy
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_array, check_is_fitted

from . import _auxiliary
from ._program import run

try:
    from sklearn.utils.validation import validate_data
except ImportError:  # before scikit-learn 1.6
    def validate_data(estimator, X, **options):
        return estimator._validate_data(X, **options)



class IVAE(TransformerMixin, BaseEstimator):
    """Identifiable latents of rows X given an auxiliary variable u.

    Parameters
    ----------
    n_components : int or None
        Number of latents; as many as columns otherwise.
    method : str
        "auto", "flow", "ivae", "pi-vae", "vae", "tcl", "picard" and others; ``ivae fit --help`` lists them.
    segments : int or None
        Cuts the rows into equal segments of time, as u, in place of a u that is given.
    lags : int or None
        Takes that many preceding rows into u.
    preset : str or None
        A named set of options: "fast", "thorough" and others.
    settings : dict or None
        Other options by their keys, such as ``{"training.steps": 2000, "prior.family": "laplace"}``;
        ``ivae options`` lists them.
    random_state : int, RandomState or None
        Seed; None is 0, so that a fit repeats.
    n_jobs : int or None
        Cores to use; None is all. No result depends on it.
    verbose : int
        Whether progress and notes of the fit are shown on stderr.
    folder : str or None
        Where the run is kept, with its report (report.html); it must not hold one already. None keeps the model alone.
    figures : str or None
        Formats in which the figures of the report are written to folder/figures, such as "pdf,svg".
    figure_width : float or None
        Their width in millimetres; None is the program's.

    Attributes
    ----------
    summary_ : dict
        What ``ivae fit --json`` gives: scores, stages, notes, identifiability.
    model_ : bytes
        The model file.
    n_components_ : int
        Number of latents.
    n_features_in_ : int
        Number of columns.
    feature_names_in_ : ndarray of str
        Names of the columns, where X has them.
    """

    def __init__(self, n_components=None, *, method="auto", segments=None, lags=None, preset=None, settings=None,
                 random_state=None, n_jobs=None, verbose=0, folder=None, figures=None, figure_width=None):
        self.n_components = n_components
        self.method = method
        self.segments = segments
        self.lags = lags
        self.preset = preset
        self.settings = settings
        self.random_state = random_state
        self.n_jobs = n_jobs
        self.verbose = verbose
        self.folder = folder
        self.figures = figures
        self.figure_width = figure_width

    def fit(self, X, y=None, *, u=None):
        """Fits the model.

        Parameters
        ----------
        X : array-like of shape (n_rows, n_columns)
        y : array-like of shape (n_rows,) or (n_rows, n_parts) or None
            The auxiliary variable u: labels are levels, numbers are numbers; ``u=`` is the same.

        Raises
        ------
        ValueError
            X, u or an option is at fault; the message is the program's.
        KeyboardInterrupt
            The fit was interrupted; the model it had by then is kept, if there was one.
        """
        u = self._one_of(y, u)
        X = validate_data(self, X, dtype=[numpy.float64, numpy.float32], ensure_min_samples=2)
        part = _auxiliary.learn(u, len(X))
        with tempfile.TemporaryDirectory(prefix="ivae-") as temporary:
            folder = pathlib.Path(self.folder or pathlib.Path(temporary) / "run")
            data = self._write(temporary, X, part)
            words = ["fit", data, "--out", folder, "--json", "--method", self.method, "--seed", self._seed(),
                     "--threads", self.n_jobs if self.n_jobs and self.n_jobs > 0 else 0]
            for name in ("segments", "lags", "preset"):
                if getattr(self, name) is not None:
                    words += ["--" + name, getattr(self, name)]
            if self.n_components is not None:
                words += ["--latent", self.n_components]
            if part is not None and part.kind:
                words += ["--auxiliary", "u:" + part.kind]
            for key, value in (self.settings or {}).items():
                words += ["--set", f"{key}={_text(value)}"]
            if self.figures is not None:
                if self.folder is None:
                    raise ValueError("figures need a folder to be in; give folder= as well.")
                words += ["--figures", self.figures]
                if self.figure_width is not None:
                    words += ["--figure-width", self.figure_width]
            if not self.verbose:
                words.append("--quiet")
            try:
                self._keep(json.loads(run(*words, verbose=self.verbose, names={data: "X"})), folder, part, X)
            except KeyboardInterrupt:
                if (folder / "summary.json").is_file() and (folder / "model.ivae").is_file():
                    self._keep(json.loads((folder / "summary.json").read_text("utf-8")), folder, part, X)
                raise
            except ValueError as mistake:
                if u is None and "needs an auxiliary variable" in str(mistake):
                    raise ValueError(f"IVAE requires y to be passed, but the target y is None: {mistake}") from None
                raise
        return self

    def fit_transform(self, X, y=None, *, u=None):
        """The latents of the rows of the fit, (n_rows, n_components): as ``fit(X, u).transform(X, u)``."""
        u = self._one_of(y, u)
        return self.fit(X, u).transform(X, u)

    def transform(self, X, u=None):
        """The latents of rows, (n_rows, n_components); u is needed where the encoder reads it.

        Returns
        -------
        ndarray, or DataFrame after ``set_output(transform="pandas")``
        """
        X = self._check(X)
        with tempfile.TemporaryDirectory(prefix="ivae-") as temporary:
            target = pathlib.Path(temporary) / "z.npz"
            self._run(temporary, "transform", self._data(temporary, X, u), "--out", target)
            return self._of(target, "z", X)

    def uncertainty(self, X, u=None):
        """The posterior standard deviations of the latents, (n_rows, n_components); 0 where x determines them."""
        X = self._check(X)
        with tempfile.TemporaryDirectory(prefix="ivae-") as temporary:
            target = pathlib.Path(temporary) / "z.npz"
            self._run(temporary, "transform", self._data(temporary, X, u), "--uncertainty", "--out", target)
            return self._of(target, "sd", X)

    def inverse_transform(self, Z):
        """The mean of x at latents, (n_rows, n_columns), in the units of the data."""
        check_is_fitted(self)
        Z = check_array(Z, dtype=[numpy.float64, numpy.float32])
        if Z.shape[1] != self.n_components_:
            raise ValueError(f"Z has {Z.shape[1]} columns, and the model {self.n_components_} latents; give these.")
        with tempfile.TemporaryDirectory(prefix="ivae-") as temporary:
            source, target = pathlib.Path(temporary) / "data.npz", pathlib.Path(temporary) / "x.npz"
            numpy.savez(source, z=Z.astype(numpy.float32))
            self._run(temporary, "transform", f"{source}:z", "--inverse", "--out", target)
            return self._of(target, "x", Z)

    def log_likelihood(self, X, u=None, *, samples=100):
        """log p(x | u) of each row in nats, (n_rows,): exact of a flow, otherwise a bound that rises with samples."""
        X = self._check(X)
        with tempfile.TemporaryDirectory(prefix="ivae-") as temporary:
            text = self._run(temporary, "score", self._data(temporary, X, u), "--samples", samples)
            rows = numpy.loadtxt(text.splitlines(), delimiter=",", skiprows=1, ndmin=2)
            return rows[:, -1]

    def score(self, X, y=None, *, u=None):
        """The mean of :meth:`log_likelihood` of rows X given u (y is the same), so that larger is better."""
        return float(numpy.mean(self.log_likelihood(X, self._one_of(y, u))))

    def sample(self, n_samples=100, given=None, *, random_state=None):
        """New rows (n_samples, n_columns) and their latents (n_samples, n_components).

        Parameters
        ----------
        n_samples : int
        given : label, number, dict or None
            Value of u, or of its parts by name; None gives levels equal shares.
        random_state : int or None
            Seed; None is 0.
        """
        check_is_fitted(self)
        with tempfile.TemporaryDirectory(prefix="ivae-") as temporary:
            target = pathlib.Path(temporary) / "new.npz"
            words = ["--rows", n_samples, "--seed", random_state or 0, "--out", target]
            if given is not None:
                words += ["--given", _auxiliary.given(self._auxiliary, given)]
            self._run(temporary, "sample", *words)
            with numpy.load(target) as arrays:
                return arrays["x"].astype(numpy.float64), arrays["z"].astype(numpy.float64)

    def check(self, X=None, u=None, *, seeds=5, nulls=20):
        """Whether the latents can be believed, and why: what ``ivae check --json`` gives.

        Parameters
        ----------
        X, u : array-like or None
            The data of the fit; it is remembered, but not in a pickle.
        seeds, nulls : int
            Fits from other seeds, and controls of each kind in which there is nothing to find; 0 for none.

        Returns
        -------
        dict
        """
        check_is_fitted(self)
        X, u = (self._check(X), u) if X is not None else self._fitted_to()
        with tempfile.TemporaryDirectory(prefix="ivae-") as temporary:
            words = ["--json", "--seeds", seeds, "--nulls", nulls] + ([] if self.verbose else ["--quiet"])
            return json.loads(self._run(temporary, "check", self._data(temporary, X, u), *words, verbose=self.verbose))

    def export_onnx(self, path, *, force=False):
        """Writes the model as ONNX files and gives their paths; see ``ivae export --help``."""
        check_is_fitted(self)
        with tempfile.TemporaryDirectory(prefix="ivae-") as temporary:
            words = ["--out", path, "--json"] + (["--force"] if force else [])
            files = json.loads(self._run(temporary, "export", *words))
        return [file["path"] for file in files if file["path"]]

    def get_feature_names_out(self, input_features=None):
        """Names of the latents: z1, z2, …"""
        check_is_fitted(self)
        self._check_names(input_features)
        return numpy.asarray([f"z{number + 1}" for number in range(self.n_components_)], dtype=object)

    def __getstate__(self):
        state = dict(super().__getstate__())
        state.pop("_data_of_fit", None)
        return state

    def __sklearn_is_fitted__(self):
        return hasattr(self, "model_")

    def __sklearn_tags__(self):  # from scikit-learn 1.6 on
        tags = super().__sklearn_tags__()
        tags.target_tags.required = self._needs_auxiliary()
        tags.transformer_tags.preserves_dtype = ["float64", "float32"]
        return tags

    def _more_tags(self):
        return {"requires_y": self._needs_auxiliary(), "preserves_dtype": [numpy.float64, numpy.float32]}

    def _needs_auxiliary(self):
        return self.segments is None and self.lags is None

    @staticmethod
    def _one_of(y, u):
        if y is not None and u is not None:
            raise ValueError("y and u are both given, and both are the auxiliary variable; give one of them.")
        return y if u is None else u

    def _seed(self):
        if self.random_state is None or isinstance(self.random_state, (int, numpy.integer)):
            return self.random_state or 0
        return check_random_state(self.random_state).randint(2**31 - 1)

    def _keep(self, summary, folder, part, X):
        self.summary_ = summary
        self.model_ = (folder / "model.ivae").read_bytes()
        self.n_components_ = summary["latents"]
        self._auxiliary = None if part is None else part.coding
        self._data_of_fit = (X, None if part is None else part.given)

    def _fitted_to(self):
        if not hasattr(self, "_data_of_fit"):
            raise ValueError("the data of the fit is not in a pickle; give X and u.")
        return self._data_of_fit

    def _check(self, X):
        check_is_fitted(self)
        return validate_data(self, X, dtype=[numpy.float64, numpy.float32], reset=False)

    def _check_names(self, names):
        if names is None:
            return
        if hasattr(self, "feature_names_in_") and not numpy.array_equal(self.feature_names_in_, names):
            raise ValueError("input_features is not equal to feature_names_in_")
        if len(names) != self.n_features_in_:
            raise ValueError(f"input_features should have length equal to number of features ({self.n_features_in_}), "
                             f"got {len(names)}")

    def _data(self, folder, X, u):
        part = None if u is None else _auxiliary.code(self._auxiliary, u, len(X))
        return self._write(folder, X, part)

    @staticmethod
    def _write(folder, X, part):
        path = pathlib.Path(folder) / "data.npz"
        numpy.savez(path, x=X.astype(numpy.float32), **({} if part is None else {"u": part.numbers}))
        return path

    def _run(self, folder, command, *arguments, verbose=False):
        model = pathlib.Path(folder) / "model.ivae"
        model.write_bytes(self.model_)
        names = {pathlib.Path(folder) / "data.npz": "X", model: "the model"}
        try:
            return run(command, model, *arguments, verbose=verbose, names=names)
        except ValueError as mistake:
            if 'no array "u"' in str(mistake):
                raise ValueError(f"this model reads u as well as X; give it too, as in {command}(X, u).") from None
            raise

    @staticmethod
    def _of(path, key, like):
        with numpy.load(path) as arrays:
            return arrays[key].astype(like.dtype)


def _text(value):
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(map(_text, value)) if isinstance(value, (list, tuple)) else str(value)
