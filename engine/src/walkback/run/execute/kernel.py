"""Starting and ending the kernel: always this Python, in a clean environment, never left behind."""

import os
import sys
import tempfile
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode

from walkback.errors import SetupError
from walkback.paths import installing_all
from walkback.run.execute.client import BoundedClient
from walkback.run.execute.environment import environment
from walkback.run.execute.forking import ForkServer
from walkback.run.execute.provisioner import ForkedProvisioner

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_KEEP_ALL = (  # ZMQ_XPUB_NODROP: a kernel that shows faster than this process reads waits for it
    "(lambda thread: thread.schedule(lambda: thread.socket.setsockopt(69, 1)))"
    "(get_ipython().kernel.iopub_thread)"
)
_ARGUMENTS = [f"--IPKernelApp.exec_lines={_KEEP_ALL}"]
_LONGEST_SOCKET_FOLDER = 80  # a Unix socket's path must stay below 104 bytes on macOS


@dataclass(frozen=True)
class KernelSetting:
    """How a kernel is started.

    Attributes:
        folder: Its working directory.
        environment: Variables set on top of this process's own.
        log: The file that takes what the kernel's process itself prints.
        server: Where it is forked; None starts it in the usual way.
        lock: The file that pins the packages, to be named should it not start.
    """

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    log: Path = Path(os.devnull)
    server: ForkServer | None = None
    lock: Path = Path("requirements.lock")


class ThisPython(KernelSpecManager):
    """Offers one kernel: the Python that runs this program, whatever name is asked for."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:  # noqa: ARG002 - see the class
        """The specification of this interpreter's kernel."""
        return KernelSpec(**get_kernel_dict())


@asynccontextmanager
async def running_kernel(
    notebook: NotebookNode, setting: KernelSetting, **options: Any
) -> AsyncIterator[BoundedClient]:
    """A client with a fresh kernel; the kernel and its children are gone afterwards.

    Raises:
        SetupError: If the kernel does not start.
    """
    with tempfile.TemporaryDirectory(prefix="kernel-") as folder:
        manager = _manager(folder, setting.server)
        client = BoundedClient(notebook, km=manager, extra_arguments=_ARGUMENTS, **options)
        try:
            with setting.log.open("ab") as log:
                await _start(client, setting, folder, log)
            yield client
        finally:
            await _end(manager, client)


def _manager(folder: str, server: ForkServer | None) -> AsyncKernelManager:
    manager = AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=ThisPython(),
        connection_file=f"{folder}/connection.json",
    )
    if os.name == "posix" and len(os.fsencode(folder)) < _LONGEST_SOCKET_FOLDER:
        manager.transport, manager.ip = "ipc", f"{folder}/socket"  # no port to race for
    if server is not None:
        manager.kernel_id = str(uuid.uuid4())
        manager.provisioner = ForkedProvisioner(
            kernel_id=manager.kernel_id,
            kernel_spec=manager.kernel_spec,
            parent=manager,
            server=server,
        )
    return manager


async def _start(client: BoundedClient, setting: KernelSetting, folder: str, log: Any) -> None:
    try:
        await client.async_start_new_kernel(
            cwd=str(setting.folder),
            env=environment({"IPYTHONDIR": folder, **setting.environment}),
            stdout=log,
            stderr=log,
        )
        await client.async_start_new_kernel_client()
    except (RuntimeError, OSError) as error:
        raise SetupError(
            f"The kernel of {sys.executable} does not start: {error}. What it printed is in "
            f"{setting.log}. Type: {installing_all(setting.lock)}"
        ) from error


async def _end(manager: AsyncKernelManager, client: BoundedClient) -> None:
    """Kill the kernel's process group at once, and clear its sockets away."""
    try:
        await manager.shutdown_kernel(now=True)
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
