"""Watching the files of a kernel: what watches is sent before the first cell, and asked at the end."""

import ast
import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_async
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

import walkback
from walkback.errors import SetupError
from walkback.paths import installing_all
from walkback.run.execute import asked_paths, audit_hook, fresh_code, last_words, watched_places
from walkback.run.execute.environment import settings_folder
from walkback.run.execute.file_access import Seen, Watching
from walkback.run.plan import looked
from walkback.run.tell.fault import CellFailed

_PATIENCE = 10
_SENT = (watched_places, looked, fresh_code, audit_hook, asked_paths, last_words)
_START = """
sys.path[1:1] = [folder for folder in imports if folder not in sys.path]
keep_last_words()
install()
watch = Watch(Places(places, apart), journal)
watch.imported_before()
replace_functions(watch, kind_of, target_of)
watch_attached(watch)
sys.modules[NAME] = module_of(watch, NAME)
sys.addaudithook(watch.hook)
"""


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
    texts = [Path(str(module.__file__)).read_text("utf-8") for module in _SENT]
    given = {
        "__name__": "files_seen",
        "places": [str(place) for place in watching.project.places],
        "apart": _apart(watching),
        "journal": str(watching.journal),
        "imports": [str(folder) for folder in watching.project.import_paths],  # `:` may be in it
    }
    run = "for text in texts: exec(compile(text, 'files_seen', 'exec'), given)"
    names = f"{{'texts': {[*texts, _START]!r}, 'given': {given!r}}}"
    reply = await _ask(client, f"exec({run!r}, {names})")
    if reply.get("status") != "ok":
        raise SetupError(
            f"The kernel does not let its files be watched: {reply.get('evalue', 'no reply')}. "
            f"Type: {installing_all(watching.project.root / watching.project.lock)}"
        )


def _apart(watching: Watching) -> list[str]:
    """Folders of which nothing counts: where it writes, and what runs it.

    Of this very package that is `run/`, and all of it where it is outside of the checkout.
    """
    project, engine = watching.project, Path(walkback.__file__).parent
    outside = not any(engine.is_relative_to(place) for place in project.places)
    runs = [engine] if outside else [engine / "run"]
    if engine.is_relative_to(project.known.root):  # the same in the copy that is worked on
        runs.append(project.root / runs[0].relative_to(project.known.root))
    here = [watching.write, settings_folder(project), *runs]
    return [*map(str, here), *filter(None, [os.environ.get("IPYTHONDIR")])]


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
