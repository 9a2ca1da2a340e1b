# SPDX-License-Identifier: MIT
"""Trips, and the maps drawn of them, over the C library libtripmap.

    trip = tripmap.Trip.load("rubio2025.yaml")
    tripmap.draw(trip, style="night").save("map.svg")

Trips, styles and an atlas are read-only, so threads may share them; a map belongs to one thread
at a time.
"""

import json
import os
import weakref
from dataclasses import dataclass
from typing import Any, Iterable, Mapping, Optional, Sequence, Tuple, Union

from . import _native
from ._native import Diagnostic, Error

__all__ = ["Diagnostic", "Error", "Map", "Place", "Candidate", "Trip", "draw", "find", "styles",
           "version"]

_lib = _native.lib


def version() -> str:
    """The version of the C library."""
    return _lib.tripmap_version().decode()


class _Owner:
    """Holds an object of the library and frees it."""

    def __init__(self, pointer, free):
        self._pointer = pointer
        self._finalizer = weakref.finalize(self, free, pointer)


class Trip(_Owner):
    """A trip. DATA is a mapping with the keys of a trip file, or a trip file's text."""

    def __init__(self, data: Union[str, Mapping[str, Any]], name: str = "trip"):
        # JSON is YAML, so that what Python gives passes the checks of a file.
        text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, indent=1,
                                                             default=str)
        raw = text.encode()
        with _native.Call() as call:
            pointer = call.make("tripmap_trip_parse", name.encode(), raw, len(raw))
        super().__init__(pointer, _lib.tripmap_trip_free)
        self.diagnostics: Tuple[Diagnostic, ...] = call.diagnostics

    @classmethod
    def load(cls, path: Union[str, os.PathLike]) -> "Trip":
        """Reads a trip file."""
        trip = cls.__new__(cls)
        with _native.Call() as call:
            pointer = call.make("tripmap_trip_load", os.fsencode(path))
        _Owner.__init__(trip, pointer, _lib.tripmap_trip_free)
        trip.diagnostics = call.diagnostics
        return trip


class Map(_Owner):
    """A map, laid out; made by draw(). `diagnostics` holds the warnings met on the way."""

    def __init__(self, pointer, diagnostics: Tuple[Diagnostic, ...]):
        super().__init__(pointer, _lib.tripmap_map_free)
        self.diagnostics = diagnostics

    @property
    def size(self) -> Tuple[float, float]:
        """Width and height of the page in CSS px."""
        width, height = _native.double(), _native.double()
        _lib.tripmap_map_size(self._pointer, _native.byref(width), _native.byref(height))
        return width.value, height.value

    @property
    def alt_text(self) -> str:
        """The tour as a text to read aloud."""
        return _lib.tripmap_map_alt_text(self._pointer).decode()

    @property
    def layout(self) -> dict:
        """Where every label stands, and why."""
        return json.loads(_lib.tripmap_map_layout_json(self._pointer))

    @property
    def explanation(self) -> str:
        """Why this projection and extent."""
        return _lib.tripmap_map_explain(self._pointer).decode()

    def to_bytes(self, format: str = "svg", **output) -> bytes:
        """The map as a file's bytes: svg, png, pdf, html, geojson, kml or gpx.

        OUTPUT: scale (0.1 to 16) or dpi, and png_level (0 to 9), of PNG; precision (1, 2), svg_text
        ("paths", "live", "embed") and id_prefix of SVG.
        """
        number = _lib.tripmap_format_of(format.encode())
        if number < 0:
            raise ValueError(f"{format!r} is no format")
        pieces = []

        @_native.WRITE
        def write(_user, data, length):
            pieces.append(_native.string_at(data, length))
            return 1

        with _native.Call() as call:
            call("tripmap_map_write", self._pointer, number, _native.output(output), write, None)
        return b"".join(pieces)

    def save(self, path: Union[str, os.PathLike], format: Optional[str] = None, **output) -> None:
        """Writes a file whole or not at all; its ending says the format. OUTPUT as in to_bytes."""
        number = -1 if format is None else _lib.tripmap_format_of(format.encode())
        if format is not None and number < 0:
            raise ValueError(f"{format!r} is no format")
        with _native.Call() as call:
            call("tripmap_map_save", self._pointer, os.fsencode(path), number,
                 _native.output(output))

    def _repr_svg_(self) -> str:
        """What Jupyter shows."""
        return self.to_bytes("svg").decode()


def _style(name: Optional[str], trip: Trip, settings: Mapping[str, Any],
           data_folder: Optional[str], untrusted: bool):
    with _native.Call() as call:
        folder = _native.path(data_folder)
        if name is None:
            pointer = call.make("tripmap_trip_load_style", trip._pointer, folder, int(untrusted))
        else:
            pointer = call.make("tripmap_style_load", os.fsencode(name), folder)
    style = _Owner(pointer, _lib.tripmap_style_free)
    for key, value in settings.items():
        with _native.Call() as call:
            call("tripmap_style_set", pointer, f"{key}={value}".encode())
    return style


_atlases: dict = {}


def _atlas(shapes: Optional[str]) -> _Owner:
    # Never dropped: an atlas keeps the layers it has read for the maps to come.
    if shapes not in _atlases:
        with _native.Call() as call:
            pointer = call.make("tripmap_atlas_open", _native.path(shapes))
        _atlases[shapes] = _Owner(pointer, _lib.tripmap_atlas_free)
    return _atlases[shapes]


def draw(trips: Union[Trip, Sequence[Trip]], *, style: Optional[str] = None,
         settings: Mapping[str, Any] = {}, page: Optional[str] = None,
         projection: Optional[str] = None, title: Optional[str] = None,
         subtitle: Optional[str] = None, shapes: Optional[str] = None,
         data_folder: Optional[str] = None, untrusted: bool = False, strict: bool = False) -> Map:
    """Lays out the map of a trip, or of several on one page.

    STYLE: a shipped style or a style file, instead of the trip's; SETTINGS change its values.
    PAGE, PROJECTION, TITLE, SUBTITLE: instead of the (first) trip's. SHAPES: a folder of Natural
    Earth shapefiles; DATA_FOLDER: where styles and fonts lie. UNTRUSTED: refuse raw projection
    strings and style files that the trip names. STRICT: warnings raise, too.
    """
    several = [trips] if isinstance(trips, Trip) else list(trips)
    if not several:
        raise ValueError("no trip is given")
    look = _style(style, several[0], settings, data_folder, untrusted)
    atlas = _atlas(shapes)
    options = _native.Options(page=_native.text(page), projection=_native.text(projection),
                              data_folder=_native.path(data_folder), untrusted=int(untrusted),
                              title=_native.text(title), subtitle=_native.text(subtitle))
    pointers = (_native.void_p * len(several))(*[t._pointer for t in several])
    with _native.Call(strict) as call:
        pointer = call.make("tripmap_map_build_several", pointers, len(several), look._pointer,
                            atlas._pointer, _native.byref(options))
    return Map(pointer, call.diagnostics)


@dataclass(frozen=True)
class Candidate:
    """A place that bears the name asked for: how to write it so that it is found, and what it is."""
    written: str
    why: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Place:
    """A place that was found."""
    label: str
    name: str
    country: str
    iso_a2: str
    lon: float
    lat: float
    candidates: Tuple[Candidate, ...]


def find(name: str, *, country: Optional[str] = None, date: Optional[str] = None) -> Place:
    """Looks a place up, as of DATE. Raises Error, whose `candidates` say what bears the name."""
    asked = _native.Place(name.encode(), _native.text(country), None)
    places = _native.void_p()
    error = None
    try:
        with _native.Call() as call:
            call("tripmap_places_find", _native.byref(places), _native.byref(asked),
                 _native.text(date))
    except Error as caught:
        error = caught
    try:
        candidates = tuple(_candidates(places))
        if error:
            error.candidates = candidates
            raise error
        found = _lib.tripmap_places_found(places).contents
        return Place(found.label.decode(), found.name.decode(), found.country.decode(),
                     found.iso_a2.decode(), found.at.lon_deg, found.at.lat_deg, candidates)
    finally:
        _lib.tripmap_places_free(places)


def _candidates(places) -> Iterable[Candidate]:
    if not places:
        return
    count = _native.size_t()
    array = _lib.tripmap_places_candidates(places, _native.byref(count))
    for i in range(count.value):
        c = array[i]
        yield Candidate(c.written.decode(), c.why.decode(), c.at.lon_deg, c.at.lat_deg)


def styles(data_folder: Optional[str] = None) -> Tuple[str, ...]:
    """Names of the shipped styles."""
    names = _native.POINTER(_native.char_p)()
    with _native.Call() as call:
        call("tripmap_style_names", _native.byref(names), _native.path(data_folder))
    out = []
    while names[len(out)]:
        out.append(names[len(out)].decode())
    _lib.tripmap_names_free(names)
    return tuple(out)
