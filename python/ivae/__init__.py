"""Identifiable latents of tables: a scikit-learn estimator over the ivae program."""

from ._estimator import IVAE
from ._program import DivergedError, program, run

__all__ = ["IVAE", "DivergedError", "program", "run"]
__version__ = "0.1.0"
