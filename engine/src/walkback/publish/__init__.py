"""From executed notebooks to a report: one tree, then HTML and PDF."""

import warnings

with warnings.catch_warnings():  # panflute 2.3 has an escape in a docstring that Python warns of
    warnings.simplefilter("ignore")
    import panflute  # noqa: F401
