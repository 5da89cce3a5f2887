from tests.shared.real import raw
from twodeltas.metrics import cities
from twodeltas.metrics.tables import cities as tables
from twodeltas.shared.start import number_format

NUMBERS = number_format(raw("units"), "en")


def test_cities_show_the_year_and_a_dagger_for_a_caution():
    newest = cities.latest(raw("city_stats"), ["shanghai", "suzhou"])
    names = {"shanghai": "Shanghai", "suzhou": "Suzhou"}
    table = tables.city_matrix(NUMBERS, newest, ["shanghai", "suzhou"], names).set_index(
        "Indicator"
    )
    assert table.loc["GDP", "Shanghai"] == "5.39 trillion yuan (2024)†"
    assert table.loc["R&D, share of GDP", "Suzhou"] is None


def test_cautions_are_one_line_of_sentences():
    assert tables.sentences(["† Cautions", "new base.", "a*b"]) == "† Cautions. new base. a\\*b."
