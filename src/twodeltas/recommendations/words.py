"""How the order of steps and shares read in the chapter on advice."""

TIER_NAMES = {
    "robust top": "first three",
    "depends": "open",
    "dominated": "after others",
}


def part(share: float) -> str:
    """A share in words, seen from one half: `Just over half` up to 55 %, `More than half` above."""
    if share == 0.5:
        return "Half"
    near = abs(share - 0.5) <= 0.05
    if share > 0.5:
        return "Just over half" if near else "More than half"
    return "Just under half" if near else "Less than half"
