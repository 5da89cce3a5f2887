"""The content security policy of the page: nothing is asked for, and only our script and styles count.

Every style sheet and the one script are named by their hash, so that nothing smuggled in would run
or paint. Style attributes cannot be named so: pandoc's become classes.
"""

import base64
import hashlib
import re

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
# In a tag that pandoc wrote: the text of a document has no bare < in it.
_ATTRIBUTE = re.compile(r'(<[a-z][a-z0-9]*\b[^<>]*?)\s+style="([^"<>]*)"([^<>]*>)')
_CLASS = re.compile(r' class="([^"]*)"')


def policy(page: str) -> str:
    """The policy for the scripts and style sheets of this page."""
    return "; ".join(
        [
            "default-src 'none'",
            "img-src data:",
            "font-src data:",
            f"style-src {' '.join(map(_named, _STYLE.findall(page))) or _NONE}",
            f"script-src {' '.join(map(_named, _SCRIPT.findall(page))) or _NONE}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


_NONE = "'none'"


def _named(content: str) -> str:
    """A script or style sheet by its hash, as the policy names it."""
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def without_style_attributes(page: str) -> tuple[str, str]:
    """The page with a class in the place of each style attribute, and the rules of these classes."""
    classes: dict[str, str] = {}

    def one(match: re.Match[str]) -> str:
        name = classes.setdefault(match[2].strip(), f"style-{len(classes) + 1}")
        tag = match[1] + match[3]
        if _CLASS.search(tag):
            return _CLASS.sub(rf' class="\1 {name}"', tag, count=1)
        end = -2 if tag.endswith("/>") else -1
        return f'{tag[:end].rstrip()} class="{name}"{" /" if end == -2 else ""}>'

    page = _ATTRIBUTE.sub(one, page)
    return page, "\n".join(f".{name}{{{rule}}}" for rule, name in classes.items())
