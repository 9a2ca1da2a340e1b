/* SPDX-License-Identifier: MIT
 *
 * A projection from its string, for tests.
 */
#ifndef TRIPMAP_TESTS_PROJECTIONS_H
#define TRIPMAP_TESTS_PROJECTIONS_H

#include "geo/projection.h"

/* On the sphere where TEXT names no figure of the Earth. To be freed. */
static inline projection *projection_of(const char *text)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_auto(projection_spec) spec = {NULL};
    assert_true(projection_spec_parse(&spec, text, false, SPAN_NONE, diags));
    if (!projection_spec_has_figure(&spec))
        projection_spec_set_figure(&spec, true);
    projection *p;
    assert_true(projection_create(&p, &spec, SPAN_NONE, diags));
    return p;
}

#endif
