"""Watching the files of a kernel: the hook is sent before the first cell, and asked at the end."""

import ast
import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_async
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

from walkback.errors import SetupError
from walkback.paths import installing_all
from walkback.run.execute import audit_hook
from walkback.run.execute.file_access import Seen, Watching
from walkback.run.tell.fault import CellFailed

_PATIENCE = 10
_NAMES = '{"__name__": "files_seen"}'  # a namespace of its own: the notebook's stays empty


@asynccontextmanager
async def watched(client: NotebookClient, watching: Watching | None) -> AsyncIterator[None]:
    """Watch the cells run inside; `watching.seen` says what they did, if the kernel can still tell.

    It goes through the kernel's ordinary channel, after the kernel has started, so that it is the
    same for one that was forked. Execution counts and the history do not see it.

    Raises:
        SetupError: If the kernel does not take the hook.
    """
    if watching is None:
        yield
        return
    await _begin(client, watching)
    try:
        yield
    except CellFailed:
        watching.seen = await _told(client)
        raise
    watching.seen = await _told(client)


async def _begin(client: NotebookClient, watching: Watching) -> None:
    places = [str(place) for place in watching.project.places]
    text = Path(audit_hook.__file__).read_text("utf-8")
    text += f"\nstart({places!r}, {str(watching.write)!r})\n"
    reply = await _ask(client, f"exec(compile({text!r}, 'files_seen', 'exec'), {_NAMES})")
    if reply.get("status") != "ok":
        raise SetupError(
            f"The kernel does not let its files be watched: {reply.get('evalue', 'no reply')}. "
            f"Type: {installing_all(watching.project.root / watching.project.lock)}"
        )


async def _told(client: NotebookClient) -> Seen | None:
    question = {"told": f"__import__({audit_hook.NAME!r}).told()"}
    try:
        reply = await asyncio.wait_for(_ask(client, "", question), _PATIENCE)
    except (DeadKernelError, TimeoutError):
        return None
    answer = reply.get("user_expressions", {}).get("told", {})
    if answer.get("status") != "ok":
        return None
    return Seen(**json.loads(ast.literal_eval(answer["data"]["text/plain"])))


async def _ask(
    client: NotebookClient, code: str, questions: dict[str, str] | None = None
) -> dict[str, Any]:
    """The content of the kernel's reply to some code that nobody is to notice; empty if none."""
    if client.kc is None:
        raise DeadKernelError("no kernel")
    asked = client.kc.execute(code, silent=True, store_history=False, user_expressions=questions)
    reply = await client.async_wait_for_reply(await ensure_async(asked))
    return dict(reply["content"]) if reply else {}
