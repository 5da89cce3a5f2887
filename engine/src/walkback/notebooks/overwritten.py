"""Parameters that a notebook sets again by itself, so that what `-p` gives would not be used."""

import ast
from collections.abc import Collection, Iterable, Iterator, Sequence

from walkback.errors import UsageError
from walkback.notebooks.cell_location import Place, headings
from walkback.notebooks.cell_tags import PARAMETERS
from walkback.notebooks.parameters import statements
from walkback.notebooks.reader import Cell

_OWN_SCOPE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def refuse_overwritten(notebook: str, cells: Sequence[Cell], names: Collection[str]) -> None:
    """Refuse parameters that the notebook would set to something else than what was given.

    What is given is set right below the cell tagged `parameters`. A line elsewhere that sets the
    name anew wins over it, unless it only puts the given value into form, as `m = int(m)` does.

    Args:
        notebook: The notebook's name.
        cells: Its cells.
        names: The parameters that were given and that it declares.

    Raises:
        UsageError: With each such line, and what to do.
    """
    found = [
        f"{place}, line {line}: {told}"
        for place, above, cell in _code(notebook, cells)
        for line, told in sorted(_troubles(cell, above, names))
    ]
    if found:
        raise UsageError("\n".join(found))


def _code(notebook: str, cells: Iterable[Cell]) -> Iterator[tuple[Place, bool, Cell]]:
    """Each code cell, with its place and whether it stands above the one tagged `parameters`."""
    above, heading = True, ""
    for cell in cells:
        if cell.kind == "markdown":
            heading = next((text for _, text in reversed(headings(cell.text))), heading)
        elif cell.kind == "code":
            above = above and PARAMETERS not in cell.tags
            yield Place(notebook, cell.number, heading), above, cell


def _troubles(cell: Cell, above: bool, names: Collection[str]) -> Iterator[tuple[int, str]]:
    """The lines that keep a parameter from being used, each with what to say of it."""
    body = statements(cell.text)
    if PARAMETERS in cell.tags:
        yield from _derived(body, names)
        return
    for name in names:
        for line in _sets(body, name):
            yield (
                line,
                (
                    f"sets {name} above the cell tagged parameters, so what comes before that cell would "
                    f"not use what -p {name} gives: take the line away."
                    if above
                    else f"sets {name} again, so what -p {name} gives would not be used: take the line "
                    "away, or give the variable another name."
                ),
            )


def _derived(body: Sequence[ast.stmt], names: Collection[str]) -> Iterator[tuple[int, str]]:
    """What the cell tagged `parameters` computes itself from a parameter that is set only below it."""
    for statement in body:
        if isinstance(statement, _OWN_SCOPE):
            continue
        made = {name for node in ast.walk(statement) for name in _bound(node)} - {*names}
        for name in sorted(names) if made else ():
            if _reads(statement, name):
                yield (
                    statement.lineno,
                    (
                        f"computes {', '.join(sorted(made))} from {name} before what -p {name} gives is set: "
                        "move the line into the cell below the one tagged parameters."
                    ),
                )


def _sets(body: Iterable[ast.AST], name: str) -> Iterator[int]:
    """The lines that set a name anew without reading what it was."""
    for node in body:
        if isinstance(node, _OWN_SCOPE):
            if getattr(node, "name", "") == name or _declares_global(node, name):
                yield node.lineno
            continue
        if name in _bound(node) and not _reads_itself(node, name):
            yield _line(node)
        if not _decides_by(node, name):
            yield from _sets(_inside(node), name)


def _line(node: ast.AST) -> int:
    line: int = getattr(node.context_expr if isinstance(node, ast.withitem) else node, "lineno", 1)
    return line


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node in the same scope: what a comprehension calls its items is its own."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.comprehension):
            yield child


def _bound(node: ast.AST) -> set[str]:
    """The names that a node itself sets, what is inside of it left aside."""
    match node:
        case ast.Assign(targets=targets):
            return {name for target in targets for name in _names(target)}
        case ast.AnnAssign(target=target, value=ast.expr()):
            return _names(target)
        case ast.AugAssign(target=target) | ast.NamedExpr(target=target):
            return _names(target)
        case ast.For(target=target) | ast.AsyncFor(target=target):
            return _names(target)
        case ast.withitem(optional_vars=ast.expr() as target):
            return _names(target)
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            return {one.asname or one.name.partition(".")[0] for one in aliases}
        case ast.ExceptHandler(name=str(name)) | ast.MatchStar(name=str(name)):
            return {name}
        case ast.MatchAs(name=str(name)) | ast.MatchMapping(rest=str(name)):
            return {name}
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
    return set()


def _names(target: ast.expr) -> set[str]:
    """The names in a target: not those of objects of which only a part is set."""
    nodes = ast.walk(target)
    return {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def _reads_itself(node: ast.AST, name: str) -> bool:
    """Whether what is set is made of what the name was before."""
    value = getattr(node, "value", None) or getattr(node, "iter", None)
    made_of = node.context_expr if isinstance(node, ast.withitem) else value
    return not isinstance(node, ast.AugAssign) and made_of is not None and _reads(made_of, name)


def _decides_by(node: ast.AST, name: str) -> bool:
    """Whether a statement asks for the value before it sets another: `if m < 0: m = 0`."""
    match node:
        case ast.If(test=asked) | ast.While(test=asked) | ast.Match(subject=asked):
            return _reads(asked, name)
        case ast.Try(body=body):
            return any(_reads(one, name) for one in body)
    return False


def _reads(node: ast.AST, name: str) -> bool:
    nodes = ast.walk(node)
    return any(
        isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load) for n in nodes
    )


def _declares_global(node: ast.AST, name: str) -> bool:
    return any(isinstance(n, ast.Global) and name in n.names for n in ast.walk(node))
