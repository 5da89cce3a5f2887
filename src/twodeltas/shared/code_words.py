"""How the codes of the evidence read in tables, figures and sentences."""

SCALES = {
    "lever": "What is worked on (lever)",
    "mechanism": "How it brings the sides together (mechanism)",
    "instrument": "Kind of instrument",
    "step": "Step from means to results",
    "actors": "Who acts",
    "level": "Level of who acts",
    "mode": "How it is run (mode)",
    "rung": "Rung of the ladder",
    "force": "Binding force",
    "crosses": "Whether a boundary is crossed",
    "boundary": "Which boundary",
    "reach": "The cities themselves or the delta (reach)",
    "proximity": "Kind of closeness (proximity)",
    "factor": "What flows",
    "flow_says": "What is said of the flow",
    "rule_mode": "How a rule is made to fit",
    "reliability": "Reliability of the source",
    "directness": "Directness",
    "same_release": "Same release",
}
KINDS = {"nominal": "kinds", "ordinal": "an order"}
ALLOWS = {
    "good": "conclusions",
    "tentative": "tentative conclusions only",
    "weak": "no conclusion",
    "none": "nothing: one code throughout",
}
REASONS = {
    "rule": "A rule of the codebook decides",
    "said": "The statement says it",
    "unsaid": "The statement does not say it",
    "sharper": "Both fit; the more specific code was kept",
    "slip": "One code was plainly wrong",
    "judgement": "A close call",
}
LEVERS = {
    "governance": "Governance",
    "rules": "Rules",
    "platforms": "Platforms",
    "money": "Money",
    "people": "People",
    "data_goods": "Data, goods",
    "knowledge": "Knowledge",
    "context": "Context",
}
MECHANISMS = {
    "steer": "set direction",
    "align": "fit rules",
    "fund": "pay",
    "invest": "own together",
    "build": "build",
    "share": "open, list",
    "move": "let travel",
    "match": "bring together",
    "measure": "measure",
    "none": "not named",
}
STEPS = {"input": "Put in", "activity": "Done", "output": "Came of it", "outcome": "Changed"}
INSTRUMENTS = {
    "talks": "talks",
    "agreement": "agreement",
    "body": "standing body",
    "plan": "plan",
    "law": "law",
    "standard": "standard, recognition",
    "tax": "tax rule",
    "permit": "permit",
    "customs_rule": "customs rule",
    "data_rule": "data rule",
    "grant": "research grant",
    "fund": "investment fund",
    "voucher": "voucher",
    "company": "joint company",
    "joint_lab": "joint laboratory",
    "lab_label": "label for laboratories",
    "campus": "campus or institute",
    "park": "park or zone",
    "facility": "large facility",
    "resource_list": "list of shared resources",
    "network": "alliance, transfer centre",
    "transport": "transport",
    "service": "counters and services",
    "event": "event",
    "index": "index",
}
ATTRIBUTES = {  # in the order in which a line of the comparison names them
    "actors": "who acts",
    "level": "level",
    "mode": "how it is run",
    "force": "binding force",
    "boundary": "boundary",
    "reach": "reach",
    "outcome": "outcome",
}
CODES = {
    "actors": {
        "government": "government",
        "research": "research bodies",
        "firm": "firms",
        "mixed": "several kinds of body",
    },
    "level": {
        "centre": "up to the centre",
        "province": "up to provinces",
        "city": "up to cities",
        "district": "up to districts",
        "organisation": "single organisations",
    },
    "mode": {
        "participants": "members as equals",
        "several": "in several ways",
        "lead": "one member leads",
        "separate_body": "a body of its own",
        "assigned": "ordered from above",
        "one_side": "one side alone",
    },
    "force": {"1": "announced", "2": "agreed", "3": "in force", "4": "adopted as law"},
    "boundary": {
        "customs": "across the customs border",
        "provincial": "across a provincial border",
        "municipal": "between cities of one province",
        "none": "on one side only",
    },
    "reach": {
        "cluster": "the cities",
        "part": "one place",
        "delta": "the delta",
        "beyond": "the country",
    },
    "outcome": {"stated": "with a stated outcome"},
}
NOT_STATED = "Not stated"
NOT_FOUND = "not found in the collection"


def sentence(lever: str) -> str:
    """The name of a lever inside a sentence: `data and goods`."""
    return LEVERS[lever].lower().replace(",", " and")
