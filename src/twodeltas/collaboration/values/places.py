"""Where it is (sec-map): the places on the map and the straight lines between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.collaboration import distance
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value


@dataclass(frozen=True)
class Places:
    """Places and distances in kilometres.

    Attributes:
        cities: For each cluster the ids of the cities that name it.
        placed: For each cluster the places on its map.
        lost: The places that no source puts on a map.
        far: For each cluster the distance of the two of its cities that lie farthest apart.
        far_south: The names of these two in the south.
        along: Ids of the places along the way between the two eastern cities.
        km_to: For each cluster the distances of all its places from its cities.
        km_border: Between Hong Kong and Shenzhen.
        km_hetao: Between Hetao and Shenzhen.
        km_hengqin: Between Hengqin and Macao.
        km_huaqiao: Between Huaqiao and Anting.
    """

    cities: dict[str, list[str]]
    placed: dict[str, pd.DataFrame]
    lost: pd.DataFrame
    far: dict[str, Value]
    far_south: list[str]
    along: list[str]
    km_to: dict[str, pd.DataFrame]
    km_border: Value
    km_hetao: Value
    km_hengqin: Value
    km_huaqiao: Value

    @property
    def drawn(self) -> pd.DataFrame:
        """The places on either map."""
        return pd.concat(self.placed.values())


def of(numbers: NumberFormat, places: pd.DataFrame, cities: Mapping[str, Sequence[str]]) -> Places:
    """Measure the distances.

    Args:
        numbers: How the values read; names stand in the same language.
        places: The table `places` by id.
        cities: For each cluster the ids of the cities that name it.
    """
    placed = {c: distance.placed(places, c) for c in cities}
    km_to = {c: distance.to_cities(numbers, placed[c], named) for c, named in cities.items()}
    ends = {c: distance.farthest(places, named) for c, named in cities.items()}
    first, second = cities["ss"]
    return Places(
        cities={c: list(named) for c, named in cities.items()},
        placed=placed,
        lost=distance.not_placed(places),
        far={c: distance.between(numbers, places, *two) for c, two in ends.items()},
        far_south=[str(places.loc[end, f"name_{numbers.language}"]) for end in ends["shg"]],
        along=distance.along(km_to["ss"], first, second),
        km_to=km_to,
        km_border=distance.between(numbers, places, "hong-kong", "shenzhen"),
        km_hetao=distance.between(numbers, places, "hetao", "shenzhen"),
        km_hengqin=distance.between(numbers, places, "hengqin", "macao"),
        km_huaqiao=distance.between(numbers, places, "huaqiao", "anting"),
    )
