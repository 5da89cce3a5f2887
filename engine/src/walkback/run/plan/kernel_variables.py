"""The environment variables of kernels: a fixed list is set, a short list is passed on, no other is there."""

import os
import sys
from collections.abc import Mapping
from types import MappingProxyType

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_LOCALE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"

FIXED: Mapping[str, str] = MappingProxyType(
    {
        "LANG": _LOCALE,
        "LC_ALL": _LOCALE,
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "TZ": "UTC",
        **dict.fromkeys(_THREADS, "1"),
    }
)
"""Set to one value everywhere. Linear algebra takes one thread: sums come out the same on any number
of cores, and notebooks that run at once do not fight for them."""

PROCESSOR = ("NPY_DISABLE_CPU_FEATURES", "OPENBLAS_CORETYPE")
"""Passed on and recorded: they choose the instructions that numbers are computed with."""

PASSED = frozenset(
    {
        *PROCESSOR,
        # where programs, libraries, the user and temporary files are
        *("PATH", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME"),
        *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "VIRTUAL_ENV"),
        *("CONDA_PREFIX", "CONDA_DEFAULT_ENV", "FONTCONFIG_FILE", "FONTCONFIG_PATH"),
        # the network
        *("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"),
        *("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"),
        # what Windows needs to start a program
        *("APPDATA", "COMSPEC", "LOCALAPPDATA", "PATHEXT", "PROGRAMDATA", "PROGRAMFILES"),
        *("SYSTEMDRIVE", "SYSTEMROOT", "USERNAME", "USERPROFILE", "WINDIR"),
    }
)
"""Passed on where they are there; nothing else of this process's environment is."""


def passed_on() -> dict[str, str]:
    """What kernels get of this process's own environment."""
    return {name: value for name, value in os.environ.items() if name in PASSED}


def recorded() -> dict[str, str]:
    """The variables that results may depend on, with their values: part of every key."""
    return {**FIXED, **{name: os.environ[name] for name in PROCESSOR if name in os.environ}}
