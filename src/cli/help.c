/* SPDX-License-Identifier: MIT
 *
 * --help, from the tables of commands and options.
 */
#include <string.h>

#include "cli/cli.h"

enum { TEXT_COLUMN = 30, LAST_COLUMN = 100 };

/* TEXT wrapped at blanks into the columns right of TEXT_COLUMN; the first line starts there. */
static void print_wrapped(FILE *out, const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    glong column = TEXT_COLUMN;
    for (char **word = words; *word; word++) {
        glong width = g_utf8_strlen(*word, -1);
        if (column > TEXT_COLUMN && column + 1 + width > LAST_COLUMN) {
            fprintf(out, "\n%*s", TEXT_COLUMN, "");
            column = TEXT_COLUMN;
        } else if (column > TEXT_COLUMN) {
            fputc(' ', out);
            column++;
        }
        fputs(*word, out);
        column += width;
    }
    fputc('\n', out);
}

static void print_row(FILE *out, const char *name, const char *text)
{
    int width = (int)g_utf8_strlen(name, -1);
    fprintf(out, "  %s", name);
    if (width + 3 > TEXT_COLUMN)
        fprintf(out, "\n%*s", TEXT_COLUMN, "");
    else
        fprintf(out, "%*s", TEXT_COLUMN - width - 2, "");
    print_wrapped(out, text);
}

static void print_option(FILE *out, const option *o)
{
    char letter[] = {'-', o->letter, ',', ' ', '\0'};
    g_autofree char *name = g_strdup_printf("%s--%s%s%s", o->letter ? letter : "    ", o->name,
                                            o->argument ? " " : "", o->argument ? o->argument : "");
    print_row(out, name, o->doc);
}

static void print_options(FILE *out, unsigned commands)
{
    fputs("\nOptions:\n", out);
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].commands & commands)
            print_option(out, &option_table[i]);
}

/* Of one command, or of the program for NULL. */
void help_print(FILE *out, const command *c)
{
    if (c) {
        fprintf(out, "Usage: tripmap %s %s%s[OPTION…]\n\n%c%s.\n", c->name, c->arguments,
                *c->arguments ? " " : "", g_ascii_toupper(c->doc[0]), c->doc + 1);
        print_options(out, c->flag);
        return;
    }
    fputs("Usage: tripmap TRIP -o FILE… [OPTION…]\n"
          "       tripmap COMMAND [ARGUMENT…] [OPTION…]\n\n"
          "Turns a trip itinerary (YAML) into a map page.\n\nCommands:\n",
          out);
    for (size_t i = 0; i < command_count; i++) {
        const command *row = &command_table[i];
        g_autofree char *name = g_strdup_printf("%s %s", row->name, row->arguments);
        print_row(out, g_strchomp(name), row->doc);
    }
    print_options(out, FOR_DRAW);
    fputs("\nExit status: 0 drawn, 1 a problem in the trip or style, 2 wrong arguments, 3 data "
          "missing\nor output not written.\n",
          out);
}
