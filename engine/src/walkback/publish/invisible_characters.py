"""Characters that nobody sees and that change what is read: refused, because prose is written by hand.

Text from data is cleaned instead (`markup.escape`), and the check of the data tells of it.
"""

import re

from walkback.errors import ExportError

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)


def refuse_unseen(text: str, what: str = "") -> None:
    """Refuse control characters, marks of direction, and marks without width.

    Raises:
        ExportError: If there is one; `what` says where.
    """
    found = _UNSEEN.search(text)
    if found:
        where = f"{what} holds" if what else "here is"
        around = text[max(0, found.start() - 20) : found.start()].split("\n")[-1]
        after = f" after “{around}”" if around.isprintable() and around.strip() else ""
        raise ExportError(
            f"{where} the character U+{ord(found[0]):04X}{after}, which cannot be seen and changes "
            "what is read: delete it, or type the text anew."
        )
