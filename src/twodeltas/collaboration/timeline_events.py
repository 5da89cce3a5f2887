"""Which events fig-timeline and tbl-timeline show: ids of rows of `evidence`, lane by lane."""

RULES = "Rules for people, data, goods"

LANES = {
    "Plans and laws": (
        "SHG-005", "SHG-007", "SHG-008", "SHG-013", "SHG-015",
        "SS-057", "SS-070", "SS-030", "SS-126", "SS-077", "SS-044",
    ),
    "Agreements and bodies": (
        "SHG-001", "SHG-002", "SHG-003", "SHG-010", "SS-131", "SS-054", "SS-088", "SS-014", "SS-125",
    ),
    "Money": (
        "SHG-078", "SHG-083", "SHG-088", "SHG-108", "SS-016", "SS-017", "SS-018", "SS-011", "SS-095",
    ),
    RULES: (
        "SHG-120", "SHG-124", "SHG-021", "SHG-133", "SHG-135", "SHG-028", "SS-096", "SS-097",
    ),
    "Places, machines, lines": (
        "SHG-062", "SHG-141", "SHG-039", "SHG-046", "SHG-055",
        "SS-020", "SS-132", "SS-068", "SS-022", "SS-128",
    ),
}  # fmt: skip
