/* SPDX-License-Identifier: MIT
 *
 * Dates in and out. Month names and the order of the parts come from a table of our own, so that
 * a map reads the same whatever locales a machine has installed.
 */
#include <string.h>

#include "trip/date.h"

/* ---- reading ---- */

/* Exactly N digits at *AT, moved past them; -1 otherwise. */
static int read_digits(const char **at, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++, (*at)++) {
        if (!g_ascii_isdigit(**at))
            return -1;
        value = value * 10 + (**at - '0');
    }
    return value;
}

/* YYYY, YYYY-MM or YYYY-MM-DD, as written; whether such a day exists is checked apart. */
static bool read_date(trip_date *out, const char **at)
{
    *out = (trip_date){read_digits(at, 4), 0, 0};
    if (out->year < 0)
        return false;
    if (**at == '-') {
        (*at)++;
        out->month = read_digits(at, 2);
        if (out->month < 0)
            return false;
        if (**at == '-') {
            (*at)++;
            out->day = read_digits(at, 2);
            if (out->day < 0)
                return false;
        }
    }
    return true;
}

/* WRITTEN parts say which of month and day were given, since 00 reads as absent. */
static bool check_exists(trip_date d, const char *text, const char *from, span at, diag_list *diags)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    bool has_month = from[4] == '-', has_day = has_month && from[7] == '-';
    diag_entry *entry = NULL;
    if (d.year == 0) {
        entry = diag_error(diags, DIAG_BAD_DATE, at, "\"%s\" does not exist", text);
        diag_help(entry, "years run from 0001 to 9999");
    } else if (has_month && (d.month < 1 || d.month > 12)) {
        entry = diag_error(diags, DIAG_BAD_DATE, at, "\"%s\" does not exist", text);
        diag_help(entry, "months run from 01 to 12");
    } else if (has_day) {
        int days = g_date_get_days_in_month((GDateMonth)d.month, (GDateYear)d.year);
        if (d.day < 1 || d.day > days) {
            entry = diag_error(diags, DIAG_BAD_DATE, at, "\"%s\" does not exist", text);
            diag_help(entry, "%s %d has %d days", months[d.month - 1], d.year, days);
        }
    }
    return entry == NULL;
}

/* The last day that D may mean, so that 2025-02 does not end before 2025-02-14. */
static trip_date latest(trip_date d)
{
    return (trip_date){d.year, d.month ? d.month : 12, d.day ? d.day : 31};
}

bool trip_dates_parse(trip_dates *out, const char *text, span at, diag_list *diags)
{
    const char *p = text, *second = text;
    trip_dates d = {.span = at};
    bool ok = read_date(&d.start, &p);
    d.end = d.start;
    if (ok && *p == '/') {
        second = ++p;
        ok = read_date(&d.end, &p);
    }
    if (ok && *p == '?') {
        d.uncertain = true;
        p++;
    }
    if (!ok || *p != '\0') {
        diag_help(diag_error(diags, DIAG_BAD_DATE, at, "\"%s\" is not a date", text),
                  "write 2025-02-01, 2025-02-01/2025-02-03, 2025-02 or 2025; a \"?\" at the end "
                  "marks it uncertain");
        return false;
    }
    if (!check_exists(d.start, text, text, at, diags) ||
        (second != text && !check_exists(d.end, text, second, at, diags)))
        return false;
    if (trip_date_compare(latest(d.end), d.start) < 0) {
        diag_error(diags, DIAG_BAD_DATE, at, "\"%s\" ends before it begins", text);
        return false;
    }
    *out = d;
    return true;
}

int trip_date_compare(trip_date a, trip_date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

/* ---- writing ---- */

typedef struct {
    const char *lang;
    const char *first_of_month;     /* how the 1st is written, NULL like other days */
    const char *day_end;            /* after every day */
    const char *of_short, *of_long; /* between day and month, and between month and year */
    const char *question;
    const char *short_months[12], *long_months[12];
} language;

static const language languages[] = {
    {"en",
     NULL,
     "",
     " ",
     " ",
     "?",
     {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
     {"January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December"}},
    {"es",
     NULL,
     "",
     " ",
     " de ",
     "?",
     {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"},
     {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
      "octubre", "noviembre", "diciembre"}},
    {"fr",
     "1er",
     "",
     " ",
     " ",
     "?",
     {"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
      "déc."},
     {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
      "octobre", "novembre", "décembre"}},
    {"de",
     NULL,
     ".",
     " ",
     " ",
     "?",
     {"Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.",
      "Dez."},
     {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
      "November", "Dezember"}},
    {"pt",
     "1º",
     "",
     " ",
     " de ",
     "?",
     {"jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.",
      "dez."},
     {"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro",
      "outubro", "novembro", "dezembro"}},
    {"ar",
     NULL,
     "",
     " ",
     " ",
     "؟",
     {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر",
      "نوفمبر", "ديسمبر"},
     {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر",
      "نوفمبر", "ديسمبر"}},
};

/* By the tag's first part; English for a language that has no row. */
static const language *find_language(const char *tag)
{
    gsize n = tag ? strcspn(tag, "-_") : 0;
    for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
        if (n == strlen(languages[i].lang) && g_ascii_strncasecmp(tag, languages[i].lang, n) == 0)
            return &languages[i];
    return &languages[0];
}

typedef struct {
    GString *text;
    const language *lang;
    date_form form;
} date_writer;

static void write_day(const date_writer *w, int day)
{
    if (day == 1 && w->lang->first_of_month)
        g_string_append(w->text, w->lang->first_of_month);
    else
        g_string_append_printf(w->text, "%d%s", day, w->lang->day_end);
}

static const char *separator(const date_writer *w)
{
    return w->form == DATE_LONG ? w->lang->of_long : w->lang->of_short;
}

static void write_month(const date_writer *w, int month)
{
    const char *const *names = w->form == DATE_LONG ? w->lang->long_months : w->lang->short_months;
    g_string_append(w->text, names[month - 1]);
}

/* Day, month and year of D as far as it has them and the flags ask for them. */
static void write_date(const date_writer *w, trip_date d, bool with_month, bool with_year)
{
    bool started = false;
    if (d.day) {
        write_day(w, d.day);
        started = true;
    }
    if (d.month && with_month) {
        if (started)
            g_string_append(w->text, separator(w));
        write_month(w, d.month);
        started = true;
    }
    if (d.month == 0 || with_year) {
        if (started)
            g_string_append(w->text, separator(w));
        g_string_append_printf(w->text, "%d", d.year);
    }
}

/* What the end says already, the start leaves out: "1–3 Feb", "28 Feb–3 Mar". */
char *trip_dates_format(const trip_dates *dates, const char *lang, date_form form)
{
    date_writer w = {g_string_new(NULL), find_language(lang), form};
    trip_date a = dates->start, b = dates->end;
    if (a.year == 0)
        return g_string_free(w.text, FALSE);
    bool with_year = form != DATE_SHORT;
    if (trip_date_compare(a, b) != 0) {
        bool same_year = a.year == b.year && a.month && b.month;
        bool same_month = same_year && a.month == b.month && a.day && b.day;
        write_date(&w, a, !same_month, with_year && !same_year);
        g_string_append(w.text, "–");
    }
    write_date(&w, b, true, with_year);
    if (dates->uncertain)
        g_string_append(w.text, w.lang->question);
    return g_string_free(w.text, FALSE);
}
