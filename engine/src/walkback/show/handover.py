"""Handing named values from one notebook to a later one, with all that they know of their origin."""

import json
from collections.abc import Iterator
from typing import Any

from walkback import atomic_files, paths
from walkback.errors import AnalysisError, DataError
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value

FOLDER = "data/processed"


class Handed:
    """What an earlier notebook handed over: `handed.funds_latest` is the `Value` of that name."""

    def __init__(self, file: str, values: dict[str, Value]) -> None:
        self._file = file
        self._values = values

    def __getattr__(self, name: str) -> Value:
        """The value of this name.

        Raises:
            AttributeError: If the file holds no such value.
        """
        if name.startswith("__"):
            raise AttributeError(name)
        if name not in self._values:
            raise AttributeError(
                f"{FOLDER}/{self._file} has no value '{name}'; it has {', '.join(self._values)}."
            )
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        """The names, sorted."""
        return iter(self._values)

    def __dir__(self) -> list[str]:
        """The names, for completion in JupyterLab."""
        return list(self._values)


def save(file: str, **values: Value) -> None:
    """Write named values for later notebooks, sorted by name.

    Args:
        file: A name such as `03_values.json`, written below `data/processed`.
        **values: The values.

    Raises:
        AnalysisError: If something else than a `Value` is handed over.
    """
    wrong = [name for name, value in values.items() if not isinstance(value, Value)]
    if wrong:
        raise AnalysisError(
            f"{', '.join(wrong)}: only a Value can be handed over, because only a Value knows the "
            "rows that it came from. Write facts[…] or Value.exact(…)."
        )
    data = {name: values[name].as_dict() for name in sorted(values)}
    path = paths.current().write / FOLDER / file
    atomic_files.write(path, json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def load(file: str, numbers: NumberFormat) -> Handed:
    """The values that an earlier notebook saved.

    Args:
        file: The name that `save` was given.
        numbers: How the values read in this notebook.

    Raises:
        DataError: If it has not run yet, or its file cannot be read.
    """
    where = paths.current()
    path, called = where.processed(file), paths.command(where.root)
    if not path.is_file():
        raise DataError(
            f"{FOLDER}/{file} is not there yet → run the notebook that saves it first: {called}"
        )
    try:
        data: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return Handed(file, {name: Value.from_dict(data[name], numbers) for name in sorted(data)})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(
            f"{FOLDER}/{file} cannot be read ({error!r}) → delete it and run {called} again"
        ) from error
