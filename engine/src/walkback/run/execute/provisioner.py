"""Tells jupyter_client where a kernel comes from: out of the fork server."""

from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Instance

from walkback.run.execute.forking import ForkServer


class ForkedProvisioner(LocalProvisioner):
    """Has the server fork a kernel; once the server is gone, kernels start in the usual way."""

    server = Instance(ForkServer)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """A running kernel.

        Args:
            cmd: The command that would start it in the usual way.
            **kwargs: `env`, `cwd`, `stdout` and `stderr` as for `Popen`; one file takes both streams.
        """
        request = {"command": cmd, "environment": kwargs["env"], "folder": str(kwargs["cwd"])}
        try:
            process = await self.server.fork(request, kwargs["stderr"].fileno())
        except OSError:
            return await super().launch_kernel(cmd, **kwargs)
        self.process = process  # type: ignore[assignment]
        self.pid = self.pgid = process.pid
        self.cwd = kwargs["cwd"]
        return self.connection_info
