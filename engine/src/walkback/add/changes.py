"""Several files written together: all of them, or none."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from walkback.atomic_files import write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@contextmanager
def written(root: Path, texts: Mapping[str, str]) -> Iterator[None]:
    """Write files for a while in which they are looked at; whatever fails there, they are as before.

    Args:
        root: The checkout.
        texts: What each file holds from now on, by its path below the checkout.
    """
    before = {name: _content(root / name) for name in texts}
    try:
        for name, text in texts.items():
            write_bytes(root / name, text.encode())
        yield
    except BaseException:
        for name, content in before.items():
            if content is None:
                (root / name).unlink(missing_ok=True)
            else:
                write_bytes(root / name, content)
        raise


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
