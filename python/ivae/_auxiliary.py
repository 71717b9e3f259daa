"""The auxiliary variable u as numbers: labels become codes, and the model's levels are theirs."""

import dataclasses
from typing import Any, Optional

import numpy


@dataclasses.dataclass
class Part:
    """u of some rows."""

    numbers: numpy.ndarray  # (n_rows, n_parts), or (n_rows,) for one
    kind: Optional[str]  # "categorical" where all of it is labels; otherwise the program decides
    coding: list  # for each part its labels in order, or None for numbers
    given: Any  # as it came


def learn(u, rows):
    """u of the rows of a fit."""
    if u is None:
        return None
    columns = _columns(u, rows)
    coding = [_labels(column) for column in columns]
    coded = [_coded(column, labels) for column, labels in zip(columns, coding)]
    categorical = [labels is not None for labels in coding]
    if any(categorical) and not all(categorical):
        raise ValueError("u has parts that are labels and parts that are numbers; give labels as whole numbers from 0, "
                         "which few levels among many rows are taken for.")
    return Part(_together(coded), "categorical" if all(categorical) else None, coding, u)


def code(coding, u, rows):
    """u of other rows, by the labels of the fit."""
    if coding is None:
        return None
    columns = _columns(u, rows)
    if len(columns) != len(coding):
        raise ValueError(f"u has {len(columns)} parts, and the model {len(coding)}; give these.")
    return Part(_together([_coded(*pair) for pair in zip(columns, coding)]), None, coding, u)


def given(coding, value):
    """A value of u as the program takes it."""
    if isinstance(value, dict):
        return ",".join(f"{name}={part}" for name, part in value.items())
    if coding is not None and len(coding) == 1 and coding[0] is not None:
        return str(int(_coded(numpy.asarray([value], dtype=object), coding[0])[0]))
    return str(value)


def _columns(u, rows):
    if hasattr(u, "iloc"):  # pandas
        frame = u if getattr(u, "ndim", 1) == 2 else u.to_frame()
        columns = [numpy.asarray(frame.iloc[:, j].to_numpy()) for j in range(frame.shape[1])]
    else:
        array = numpy.asarray(u)
        if array.ndim == 2 and array.shape[1] == 1:
            array = array[:, 0]
        columns = [array] if array.ndim == 1 else list(array.T)
        if array.ndim not in (1, 2):
            raise ValueError(f"u has {array.ndim} dimensions; give (n_rows,) or (n_rows, n_parts).")
    if len(columns[0]) != rows:
        raise ValueError(f"u has {len(columns[0])} rows, and X {rows}; they must agree.")
    return columns


def _labels(column):
    """The labels of a column in order; None of numbers."""
    if column.dtype.kind in "iuf":
        return None
    if column.dtype.kind == "c":
        raise ValueError("u is complex; give real numbers or labels. Complex data not supported")
    values = list(dict.fromkeys(column.tolist()))
    if any(value is None or value != value for value in values):
        raise ValueError("u lacks values (None or NaN); leave such rows out.")
    if all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values):
        return None
    return sorted(values, key=lambda value: (type(value).__name__, value))


def _coded(column, labels):
    if labels is None:
        return numpy.asarray(column, dtype=numpy.float64)
    places = {label: place for place, label in enumerate(labels)}
    try:
        return numpy.asarray([places[label] for label in column.tolist()], dtype=numpy.int64)
    except KeyError as unknown:
        known = ", ".join(map(repr, labels[:10])) + (", …" if len(labels) > 10 else "")
        raise ValueError(f"u has {unknown}, which is not a level the model knows ({known}); leave such rows out, or fit "
                         "again with them.") from None


def _together(columns):
    return columns[0] if len(columns) == 1 else numpy.column_stack(columns)
