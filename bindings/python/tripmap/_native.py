# SPDX-License-Identifier: MIT
"""libtripmap as ctypes sees it: its structs, its functions, and diagnostics as exceptions."""

import ctypes
import ctypes.util
import os
from ctypes import POINTER, byref, c_char_p as char_p, c_double as double, c_int, \
    c_size_t as size_t, c_void_p as void_p, string_at
from dataclasses import dataclass
from typing import Optional, Tuple

__all__ = ["POINTER", "byref", "char_p", "double", "size_t", "void_p", "string_at"]


def _load() -> ctypes.CDLL:
    """TRIPMAP_LIBRARY, else what the loader finds under the library's name."""
    named = os.environ.get("TRIPMAP_LIBRARY")
    name = named or ctypes.util.find_library("tripmap") or "libtripmap.so"
    try:
        return ctypes.CDLL(name)
    except OSError as problem:
        raise ImportError(f"libtripmap is not found ({problem}); install it, or set "
                          "TRIPMAP_LIBRARY to its file") from None


lib = _load()


class _Diagnostic(ctypes.Structure):
    _fields_ = [("severity", c_int), ("code", char_p), ("message", char_p), ("help", char_p),
                ("file", char_p), ("line", c_int), ("column", c_int), ("length", c_int),
                ("text", char_p)]


_REPORT = ctypes.CFUNCTYPE(None, void_p, POINTER(_Diagnostic))
WRITE = ctypes.CFUNCTYPE(c_int, void_p, void_p, size_t)


class _Reporter(ctypes.Structure):
    _fields_ = [("report", _REPORT), ("user", void_p), ("strict", c_int), ("color", c_int),
                ("read", void_p)]


class Options(ctypes.Structure):
    _fields_ = [("page", char_p), ("projection", char_p), ("data_folder", char_p),
                ("untrusted", c_int), ("session", void_p), ("title", char_p),
                ("subtitle", char_p)]


class _Output(ctypes.Structure):
    _fields_ = [("scale", double), ("dpi", double), ("png_level", c_int), ("precision", c_int),
                ("svg_text", c_int), ("id_prefix", char_p)]


class _Point(ctypes.Structure):
    _fields_ = [("lon_deg", double), ("lat_deg", double)]


class Place(ctypes.Structure):
    _fields_ = [("name", char_p), ("country", char_p), ("at", POINTER(_Point))]


class _Found(ctypes.Structure):
    _fields_ = [("label", char_p), ("name", char_p), ("country", char_p), ("iso_a2", char_p),
                ("at", _Point)]


class _Candidate(ctypes.Structure):
    _fields_ = [("written", char_p), ("why", char_p), ("at", _Point)]


def _declare(name, result, *arguments):
    function = getattr(lib, name)
    function.restype = result
    function.argtypes = arguments


_out, _told = POINTER(void_p), POINTER(_Reporter)
_declare("tripmap_version", char_p)
_declare("tripmap_status_text", char_p, c_int)
_declare("tripmap_trip_load", c_int, _out, char_p, _told)
_declare("tripmap_trip_parse", c_int, _out, char_p, char_p, size_t, _told)
_declare("tripmap_trip_free", None, void_p)
_declare("tripmap_style_load", c_int, _out, char_p, char_p, _told)
_declare("tripmap_trip_load_style", c_int, _out, void_p, char_p, c_int, _told)
_declare("tripmap_style_set", c_int, void_p, char_p, _told)
_declare("tripmap_style_names", c_int, POINTER(POINTER(char_p)), char_p, _told)
_declare("tripmap_names_free", None, POINTER(char_p))
_declare("tripmap_style_free", None, void_p)
_declare("tripmap_atlas_open", c_int, _out, char_p, _told)
_declare("tripmap_atlas_free", None, void_p)
_declare("tripmap_map_build_several", c_int, _out, POINTER(void_p), size_t, void_p, void_p,
         POINTER(Options), _told)
_declare("tripmap_map_free", None, void_p)
_declare("tripmap_map_size", None, void_p, POINTER(double), POINTER(double))
_declare("tripmap_map_alt_text", char_p, void_p)
_declare("tripmap_map_layout_json", char_p, void_p)
_declare("tripmap_map_explain", char_p, void_p)
_declare("tripmap_format_of", c_int, char_p)
_declare("tripmap_map_write", c_int, void_p, c_int, POINTER(_Output), WRITE, void_p, _told)
_declare("tripmap_map_save", c_int, void_p, char_p, c_int, POINTER(_Output), _told)
_declare("tripmap_places_find", c_int, _out, POINTER(Place), char_p, _told)
_declare("tripmap_places_found", POINTER(_Found), void_p)
_declare("tripmap_places_candidates", POINTER(_Candidate), void_p, POINTER(size_t))
_declare("tripmap_places_free", None, void_p)


@dataclass(frozen=True)
class Diagnostic:
    """One thing to know or mend; str() is the message with source line and carets."""
    severity: str
    code: str
    message: str
    help: Optional[str]
    file: Optional[str]
    line: int
    column: int
    length: int
    text: str

    def __str__(self) -> str:
        return self.text


class Error(Exception):
    """A call that failed: STATUS as the program's exit status, and everything that was said."""

    candidates: tuple = ()

    def __init__(self, status: int, diagnostics: Tuple[Diagnostic, ...]):
        self.status = status
        self.diagnostics = diagnostics
        said = "".join(d.text for d in diagnostics).rstrip("\n")
        super().__init__(said or lib.tripmap_status_text(status).decode())


def _decoded(value):
    return None if value is None else value.decode(errors="replace")


class Call:
    """Calls that report to one list: with Call() as call: call("tripmap_...", ...)."""

    def __init__(self, strict: bool = False):
        self._strict = strict
        self._said = []

    def __enter__(self):
        def report(_user, pointer):
            d = pointer.contents
            self._said.append(Diagnostic(
                ("note", "warning", "error")[d.severity], _decoded(d.code), _decoded(d.message),
                _decoded(d.help), _decoded(d.file), d.line, d.column, d.length, _decoded(d.text)))

        self._reporter = _Reporter(_REPORT(report), None, int(self._strict), 0, None)
        return self

    def __exit__(self, *_):
        self._reporter = None

    @property
    def diagnostics(self) -> Tuple[Diagnostic, ...]:
        return tuple(self._said)

    def __call__(self, name, *arguments) -> None:
        status = getattr(lib, name)(*arguments, byref(self._reporter))
        if status != 0:
            raise Error(status, self.diagnostics)

    def make(self, name, *arguments) -> void_p:
        """A call whose first argument receives the object it makes."""
        out = void_p()
        self(name, byref(out), *arguments)
        return out


def text(value: Optional[str]):
    return None if value is None else value.encode()


def path(value):
    return None if value is None else os.fsencode(value)


def output(settings: dict):
    """The struct that says how a map is written."""
    words = {"paths": 0, "live": 1, "embed": 2}
    known = {"scale": 1.0, "dpi": 0.0, "png_level": 1, "precision": 1, "svg_text": "paths",
             "id_prefix": None}
    for key in settings:
        if key not in known:
            raise TypeError(f"{key!r} is no setting of an output")
    given = {**known, **settings}
    return byref(_Output(given["scale"], given["dpi"], given["png_level"], given["precision"],
                         words[given["svg_text"]], text(given["id_prefix"])))
