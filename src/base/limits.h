/* SPDX-License-Identifier: MIT
 *
 * Every limit on what an input may ask for, in one table, so that a hostile or broken file ends in
 * a diagnostic instead of exhausted memory. docs/trip-format.md prints the same figures.
 */
#ifndef TRIPMAP_BASE_LIMITS_H
#define TRIPMAP_BASE_LIMITS_H

/* X(SYMBOL, value, "what is limited") */
#define LIMITS(X)                                                                                  \
    X(FILE_BYTES, 1048576, "bytes of a trip or style file")                                        \
    X(IMPORT_BYTES, 67108864, "bytes of a travel record to import")                                \
    X(DEPTH, 32, "levels of nesting in a YAML file")                                               \
    X(NODES, 100000, "values in a YAML file, aliases not followed")                                \
    X(EXPANDED_NODES, 10000, "values that aliases stand for, all together")                        \
    X(SCALAR_BYTES, 65536, "bytes of one YAML value")                                              \
    X(STOPS, 2000, "stops of a trip")                                                              \
    X(ISSUES, 100, "issues of a stop")                                                             \
    X(VIA_POINTS, 200, "via points of a leg")                                                      \
    X(SOURCES, 100, "sources of a trip")                                                           \
    X(TEXT_CHARS, 500, "characters of a title, name, issue or note")                               \
    X(LINK_CHARS, 2048, "characters of a link")                                                    \
    X(NAMES, 1000, "entries of map: names")                                                        \
    X(PAGE_MIN_PX, 200, "smallest px of a page side")                                              \
    X(PAGE_MAX_PX, 16384, "largest px of a page side")                                             \
    X(PAGE_PIXELS, 100000000, "pixels of a page, scale applied")                                   \
    X(PNG_MAX_PX, 32767, "largest px of a PNG's side, scale applied")                              \
    X(UNTRUSTED_STOPS, 200, "stops of all trips of a map, under --untrusted")                      \
    X(UNTRUSTED_PIXELS, 16777216, "px of a page, under --untrusted")                               \
    X(STYLE_INCLUDES, 8, "styles that extend one another")                                         \
    X(SHAPE_RECORDS, 1000000, "records of a shapefile")                                            \
    X(SHAPE_VERTICES, 20000000, "vertices of a shapefile")                                         \
    X(MANIFEST_BYTES, 536870912, "bytes of the list of a batch")                                   \
    X(ERRORS_SHOWN, 20, "errors printed before the rest is only counted")

enum {
#define X(symbol, value, what) LIMIT_##symbol = value,
    LIMITS(X)
#undef X
};

#endif
