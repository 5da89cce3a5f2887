"""When it happened (sec-timeline)."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.collaboration import timeline
from twodeltas.collaboration.timeline_events import LANES, RULES

SINCE = 2018  # integration of the delta became a national strategy in that year
BEND = 2016  # before it the axis of the figure is squeezed


@dataclass(frozen=True)
class Timeline:
    """Dated events.

    Attributes:
        events: All of them in order of time (`timeline.events`).
        since: For each cluster the lanes in the order of their first event since 2018.
        early: The events in the squeezed part of the axis.
        on_rules: The events in the lane of rules.
        oldest: The id of the first event.
        newest: The id of the last one.
    """

    events: pd.DataFrame
    since: dict[str, list[str]]
    early: pd.DataFrame
    on_rules: pd.DataFrame
    oldest: str
    newest: str


def of(evidence: pd.DataFrame, pair: Sequence[str]) -> Timeline:
    """Put the chosen events in order.

    Args:
        evidence: The table `evidence` by id.
        pair: Ids of the two clusters.
    """
    events = timeline.events(evidence, LANES)
    return Timeline(
        events=events,
        since={c: timeline.order(events, c, SINCE) for c in pair},
        early=events[events["year"] < BEND],
        on_rules=events[events["lane"] == RULES],
        oldest=str(events["row"].iloc[0]),
        newest=str(events["row"].iloc[-1]),
    )
