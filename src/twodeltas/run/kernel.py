"""Starting and ending the kernel: always this Python, in a clean environment, never left behind."""

import os
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode

from twodeltas.errors import SetupError

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_LONGEST_SOCKET_FOLDER = 80  # a Unix socket's path must stay below 104 bytes on macOS


@dataclass(frozen=True)
class KernelSetting:
    """How a kernel is started.

    Attributes:
        folder: Its working directory.
        environment: Variables set on top of this process's own.
        log: The file that takes what the kernel's process itself prints.
    """

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    log: Path = Path(os.devnull)


class ThisPython(KernelSpecManager):
    """Offers one kernel: the Python that runs this program, whatever name is asked for."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:  # noqa: ARG002 - see the class
        """The specification of this interpreter's kernel."""
        return KernelSpec(**get_kernel_dict())


@asynccontextmanager
async def running_kernel(
    notebook: NotebookNode, setting: KernelSetting, **options: Any
) -> AsyncIterator[NotebookClient]:
    """A client with a fresh kernel; the kernel and its children are gone afterwards.

    Raises:
        SetupError: If the kernel does not start.
    """
    with tempfile.TemporaryDirectory(prefix="kernel-") as folder:
        manager = _manager(folder)
        client = NotebookClient(notebook, km=manager, **options)
        try:
            with setting.log.open("ab") as log:
                await _start(client, setting, folder, log)
            yield client
        finally:
            await _end(manager, client)


def _manager(folder: str) -> AsyncKernelManager:
    manager = AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=ThisPython(),
        connection_file=f"{folder}/connection.json",
    )
    if os.name == "posix" and len(os.fsencode(folder)) < _LONGEST_SOCKET_FOLDER:
        manager.transport, manager.ip = "ipc", f"{folder}/socket"  # no port to race for
    return manager


async def _start(client: NotebookClient, setting: KernelSetting, folder: str, log: Any) -> None:
    try:
        await client.async_start_new_kernel(
            cwd=str(setting.folder),
            env=_environment(setting.environment, folder),
            stdout=log,
            stderr=log,
        )
        await client.async_start_new_kernel_client()
    except (RuntimeError, OSError) as error:
        raise SetupError(
            f"The kernel of {sys.executable} does not start: {error}. What it printed is in "
            f"{setting.log}. Type: make report  (or: pip install -r requirements.lock)"
        ) from error


def _environment(extra: Mapping[str, str], folder: str) -> dict[str, str]:
    """This process's environment without what a user's own IPython set-up would change."""
    own = {k: v for k, v in os.environ.items() if k not in {"PYTHONSTARTUP", "JPY_PARENT_PID"}}
    return {**own, "IPYTHONDIR": folder, **extra}


async def _end(manager: AsyncKernelManager, client: NotebookClient) -> None:
    """Kill the kernel's process group at once, and clear its sockets away."""
    try:
        await manager.shutdown_kernel(now=True)
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
