"""How the codes of the tables read in the report."""

DIMENSION_NAMES = {
    "governance": "Governance",
    "regulatory_alignment": "Regulatory alignment",
    "platforms": "Platforms",
    "shared_facilities": "Shared facilities",
    "capital_flow": "Capital flow",
    "talent_flow": "Talent flow",
    "data_and_goods_flow": "Data and goods flow",
    "industry_university": "Industry and university",
    "ecosystem_roles": "Roles in the ecosystem",
}
TRANSFER_NAMES = {
    "carries_over": "carry over",
    "with_substitute": "need a substitute",
    "does_not_carry": "does not carry",
}
RUNG_NAMES = {
    1: "Talks",
    2: "Agreement",
    3: "Standing body",
    4: "Joint plan",
    5: "Joint budget, company",
    6: "Coordinated law",
}
BOUNDARY_NAMES = {
    "customs": "Across the customs border",
    "provincial": "Across a provincial border",
    "municipal": "Between cities of one province",
}
TIER_NAMES = {
    "robust top": "robust top",
    "depends": "depends on weights",
    "dominated": "dominated by others",
}
LEVEL_NAMES = {"high": "sure", "medium": "fairly sure", "low": "unsure"}
COST_NAMES = {"none": "none", "small": "staff time", "moderate": "a yearly budget line",
              "large": "a company or a fund"}  # fmt: skip
TIME_NAMES = {"never": "never", "within_a_year": "within a year",
              "one_to_three_years": "one to three years", "longer": "longer"}  # fmt: skip
STATE_NAMES = {"met": "met", "partly": "partly met", "missing": "missing"}


def part(share: float) -> str:
    """A share in words, seen from one half: `Just over half` up to 55 %, `More than half` above."""
    if share == 0.5:
        return "Half"
    near = abs(share - 0.5) <= 0.05
    if share > 0.5:
        return "Just over half" if near else "More than half"
    return "Just under half" if near else "Less than half"
