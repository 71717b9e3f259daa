"""scikit-learn's own checks of an estimator."""

import unittest
import warnings

from sklearn.utils.estimator_checks import check_estimator

from ivae import IVAE

# name of a check: why it fails
LAST_BIT = "latents are computed in single precision, in blocks of rows: the last bit of a row depends on its place"
EXPECTED = {
    "check_methods_sample_order_invariance": LAST_BIT,
    "check_methods_subset_invariance": LAST_BIT,
}


class EstimatorChecksTest(unittest.TestCase):
    def test_every_check_passes_or_fails_for_a_reason_that_is_known(self):
        estimator = IVAE(method="flow", settings={"training.steps": 10, "training.restarts": 1})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for candidate, check in check_estimator(estimator, generate_only=True):
                name = check.func.__name__
                with self.subTest(name):
                    try:
                        check(candidate)
                    except AssertionError as failure:
                        if name not in EXPECTED:
                            raise
                        print(f"expected failure: {name}: {EXPECTED[name]} ({' '.join(str(failure).split())[:160]})")
                    except unittest.SkipTest as reason:
                        print(f"skipped: {name}: {reason}")


if __name__ == "__main__":
    unittest.main()
