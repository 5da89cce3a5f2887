"""Organisations that stand under several names among the ties: counted as one body each."""

import pandas as pd

from twodeltas.collaboration.network import ENDS

PROVINCE = "guangdong-provincial-government"


def merged(edges: pd.DataFrame, aliases: pd.DataFrame) -> pd.DataFrame:
    """The ties with each organisation under the name that it is counted by.

    A name that a second reading only found likely to be another's stays apart, as does a part of a
    body from the whole.

    Args:
        edges: The table `edges`.
        aliases: The table `aliases`.
    """
    sure = aliases.loc[counted_as(aliases)].dropna(subset=["alias"])
    names = dict(zip(sure["alias"].astype(str), sure["canonical"].astype(str), strict=True))
    return edges.assign(**{end: edges[end].replace(names) for end in ENDS})


def counted_as(aliases: pd.DataFrame) -> list[str]:
    """The ids of the names that are certainly another's."""
    sure = (aliases["treatment"] == "merge") & ~aliases["likely"].astype(bool)
    return [str(alias) for alias in aliases.index[sure]]


def bodies(ties: pd.DataFrame, aliases: pd.DataFrame) -> pd.DataFrame:
    """The ties whose two ends are single bodies; a class of bodies is no node of a network.

    Args:
        ties: The table `edges`, or what `ties.located` returned.
        aliases: The table `aliases`.
    """
    classes = aliases.loc[aliases["treatment"] == "placeholder", "alias"]
    return ties[~ties[list(ENDS)].isin(set(classes)).any(axis=1)]


def of_body(ties: pd.DataFrame, aliases: pd.DataFrame, body: str = PROVINCE) -> list[str]:
    """The ids of the ties of a body and of its parts.

    Args:
        ties: The table `edges`, or what `ties.located` returned.
        aliases: The table `aliases`.
        body: The id of an organisation.
    """
    parts = aliases[(aliases["treatment"] == "parent") & (aliases["canonical"] == body)]
    ends = ties[list(ENDS)].isin({body, *parts["alias"]}).any(axis=1)
    return [str(tie) for tie in ties.index[ends]]
