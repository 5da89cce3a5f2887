"""How tiers and shares read in the chapter on advice."""

TIER_NAMES = {
    "robust top": "robust top",
    "depends": "depends on weights",
    "dominated": "dominated by others",
}


def part(share: float) -> str:
    """A share in words, seen from one half: `Just over half` up to 55 %, `More than half` above."""
    if share == 0.5:
        return "Half"
    near = abs(share - 0.5) <= 0.05
    if share > 0.5:
        return "Just over half" if near else "More than half"
    return "Just under half" if near else "Less than half"
