"""The map as SVG: lines cut to the view, names that cannot break it, the same bytes every time."""

import xml.etree.ElementTree as ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.report import basemap as lines
from riwaya.report.map_drawing import Spot, _parts, _ring, map_drawing

BOX = (40.0, 34.0, 41.0, 35.0)
points = st.lists(st.tuples(st.floats(39, 42), st.floats(33, 36)), min_size=3, max_size=12)


@given(points)
def test_rings_are_cut_to_the_box(ring):
    for piece in _ring(ring, BOX):
        for x, y in piece:
            assert BOX[0] - 1e-9 <= x <= BOX[2] + 1e-9
            assert BOX[1] - 1e-9 <= y <= BOX[3] + 1e-9


@given(points)
def test_what_of_a_line_is_inside_is_kept(line):
    kept = [point for piece in _parts(line, BOX) for point in piece]
    inside = [(x, y) for x, y in line if BOX[0] <= x <= BOX[2] and BOX[1] <= y <= BOX[3]]
    assert [point for point in kept if point in inside] == inside or set(inside) <= set(kept)


def test_a_ring_around_the_box_fills_it():
    [piece] = _ring([(30, 30), (50, 30), (50, 40), (30, 40)], BOX)
    assert {(round(x), round(y)) for x, y in piece} == {(40, 34), (41, 34), (41, 35), (40, 35)}


def spot(name="Town", state="actor:one", lat=34.5, lon=40.5, besieged=False):
    return Spot(name, lat, lon, False, state, 0.8, besieged, "likely, low confidence")


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=30))
def test_names_cannot_break_the_picture(name):
    picture = map_drawing("title", [spot(name)], {"actor:one": name})
    ElementTree.fromstring(picture)


def test_what_is_drawn():
    spots = [spot(), spot("Far", "contested", 36.0, 43.0, besieged=True), spot("Silent", None, 35.0, 41.0)]
    picture = map_drawing("Who", spots, {"actor:one": "First army", "actor:two": "Second army"})
    assert picture == map_drawing("Who", spots, {"actor:one": "First army", "actor:two": "Second army"})
    assert "First army" in picture
    assert "Second army" not in picture, "the legend has only what is on the map"
    assert "nothing told for a month or more" in picture
    assert picture.count("<circle") == 3 + 1 + 3  # places, a siege, the legend
    assert " km</text>" in picture


def test_without_the_basemap_there_are_places_and_no_lines(monkeypatch, tmp_path):
    lines.basemap.cache_clear()
    monkeypatch.setattr(lines, "FILE", tmp_path / "none.json")
    try:
        assert lines.basemap() == {}
        picture = map_drawing("Who", [spot()], {"actor:one": "First army"})
        assert "Town" in picture
        assert "stroke-dasharray" not in picture
    finally:
        lines.basemap.cache_clear()
