/* SPDX-License-Identifier: MIT
 *
 * What a thread keeps from map to map: fonts and shaped lines, layers as late views showed them. It
 * changes how soon a map is made, never what it looks like.
 */
#include "base/profile.h"
#include "tripmap_api.h"

/* Shaped lines pile up, so the text contexts are made anew after this many maps. */
enum { SESSION_MAPS = 100 };

struct tripmap_session {
    text_context *text[2]; /* without and with the system's fonts; NULL until first used */
    char *fonts;           /* the folder they read */
    int maps;
    tripmap_atlas *atlas; /* whose layers are kept; a reference */
    projected_store *projected;
};

tripmap_session *tripmap_session_new(void)
{
    tripmap_session *s = g_new0(tripmap_session, 1);
    s->projected = projected_store_new();
    return s;
}

static void drop_text(tripmap_session *s)
{
    for (gsize i = 0; i < G_N_ELEMENTS(s->text); i++)
        g_clear_pointer(&s->text[i], text_context_free);
    g_clear_pointer(&s->fonts, g_free);
    s->maps = 0;
}

void tripmap_session_free(tripmap_session *s)
{
    if (!s)
        return;
    drop_text(s);
    projected_store_free(s->projected);
    tripmap_atlas_free(s->atlas);
    g_free(s);
}

text_context *session_text(tripmap_session *s, const char *fonts, bool system_fonts,
                           diag_list *diags)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_STYLE);
    (void)profile;
    if (++s->maps > SESSION_MAPS || g_strcmp0(s->fonts, fonts) != 0)
        drop_text(s);
    if (!s->fonts)
        s->fonts = g_strdup(fonts);
    text_context **text = &s->text[system_fonts];
    if (!*text)
        text_context_new(text, fonts, system_fonts, diags);
    return *text;
}

projected_store *session_projected(tripmap_session *s, tripmap_atlas *a)
{
    if (s->atlas != a) {
        projected_store_clear(s->projected);
        tripmap_atlas_free(s->atlas);
        g_atomic_int_inc(&a->ref_count);
        s->atlas = a;
    }
    return s->projected;
}
