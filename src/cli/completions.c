/* SPDX-License-Identifier: MIT
 *
 * tripmap completions SHELL: what bash, zsh and fish need to complete commands, options and their
 * values, from the same tables as --help.
 */
#include <string.h>

#include "cli/cli.h"

/* TEXT within single quotes of a shell. */
static char *quoted(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "'", -1);
    g_autofree char *inner = g_strjoinv("'\\''", parts);
    return g_strdup_printf("'%s'", inner);
}

static void print_names(unsigned commands)
{
    for (size_t i = 0; i < option_count; i++) {
        const option *o = &option_table[i];
        if (!(o->commands & commands))
            continue;
        printf(" --%s", o->name);
        if (o->letter)
            printf(" -%c", o->letter);
    }
}

static void print_commands(const char *separator)
{
    for (size_t i = 0; i < command_count; i++)
        printf("%s%s", i ? separator : "", command_table[i].name);
}

/* What completes a value: the shell's own means for files, words, the list of styles. */
static char *bash_values(const option *o)
{
    if (o->words) {
        g_autofree char *words = g_strjoinv(" ", (char **)o->words);
        return g_strdup_printf("COMPREPLY=($(compgen -W '%s' -- \"$word\"))", words);
    }
    if (strcmp(o->name, "style") == 0)
        return g_strdup("COMPREPLY=($(compgen -W \"$(tripmap styles 2>/dev/null | cut -d' ' -f1)\" "
                        "-- \"$word\") $(compgen -f -- \"$word\"))");
    if (o->files && strcmp(o->files, "folder") == 0)
        return g_strdup("COMPREPLY=($(compgen -d -- \"$word\"))");
    return g_strdup(o->files ? "COMPREPLY=($(compgen -f -- \"$word\"))" : "COMPREPLY=()");
}

static void print_bash(void)
{
    printf("# tripmap completion for bash, printed by: tripmap completions bash\n"
           "_tripmap() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
           "    case $before in\n");
    for (size_t i = 0; i < option_count; i++) {
        const option *o = &option_table[i];
        if (o->kind == OPTION_FLAG)
            continue;
        g_autofree char *values = bash_values(o);
        char letter[] = {'|', '-', o->letter, '\0'};
        printf("    --%s%s) %s; return ;;\n", o->name, o->letter ? letter : "", values);
    }
    printf("    esac\n    case $word in\n    -*)\n        case ${COMP_WORDS[1]} in\n");
    for (size_t i = 1; i < command_count; i++) {
        printf("        %s) COMPREPLY=($(compgen -W '", command_table[i].name);
        print_names(command_table[i].flag);
        printf("' -- \"$word\")) ;;\n");
    }
    printf("        *) COMPREPLY=($(compgen -W '");
    print_names(FOR_DRAW);
    printf("' -- \"$word\")) ;;\n        esac ;;\n    *)\n"
           "        COMPREPLY=($(compgen -f -- \"$word\"))\n"
           "        [ \"$COMP_CWORD\" -ne 1 ] || COMPREPLY+=($(compgen -W '");
    print_commands(" ");
    printf("' -- \"$word\")) ;;\n    esac\n}\ncomplete -o filenames -F _tripmap tripmap\n");
}

static void print_zsh_option(const option *o)
{
    g_autofree char *doc = quoted(o->doc);
    g_autofree char *words = o->words ? g_strjoinv(" ", (char **)o->words) : NULL;
    g_autofree char *action = o->words                          ? g_strdup_printf("(%s)", words)
                              : !o->files                       ? g_strdup("")
                              : strcmp(o->files, "folder") == 0 ? g_strdup("_files -/")
                                                                : g_strdup("_files");
    /* brackets and colons mean something to _arguments */
    g_auto(GStrv) parts = g_strsplit_set(doc, "[]:", -1);
    g_autofree char *plain = g_strjoinv(" ", parts);
    plain[strlen(plain) - 1] = '\0';
    for (int form = 0; form < (o->letter ? 2 : 1); form++) {
        char letter[] = {'-', o->letter, '\0'};
        g_autofree char *name = form ? g_strdup(letter) : g_strconcat("--", o->name, NULL);
        printf("    '%s%s[%s]%s%s%s%s'", o->kind == OPTION_LIST ? "*" : "", name, plain + 1,
               o->argument ? ":" : "", o->argument ? o->argument : "", o->argument ? ":" : "",
               action);
        printf(" \\\n");
    }
}

static void print_zsh(void)
{
    printf("#compdef tripmap\n# tripmap completion for zsh, printed by: tripmap completions zsh\n"
           "_arguments -s -S \\\n");
    for (size_t i = 0; i < option_count; i++)
        print_zsh_option(&option_table[i]);
    printf("    '1:command or trip:_alternative \"commands:command:(");
    print_commands(" ");
    printf(")\" \"files:trip:_files\"' \\\n    '*:file:_files'\n");
}

static void print_fish(void)
{
    printf("# tripmap completion for fish, printed by: tripmap completions fish\n");
    for (size_t i = 0; i < command_count; i++) {
        g_autofree char *doc = quoted(command_table[i].doc);
        printf("complete -c tripmap -n __fish_use_subcommand -a %s -d %s\n", command_table[i].name,
               doc);
    }
    for (size_t i = 0; i < option_count; i++) {
        const option *o = &option_table[i];
        g_autofree char *doc = quoted(o->doc);
        printf("complete -c tripmap -l %s", o->name);
        if (o->letter)
            printf(" -s %c", o->letter);
        if (o->kind != OPTION_FLAG)
            printf(o->files ? " -r -F" : " -x");
        if (o->words) {
            g_autofree char *words = g_strjoinv(" ", (char **)o->words);
            printf(" -a '%s'", words);
        }
        printf(" -d %s\n", doc);
    }
}

int command_completions(const options *o)
{
    const char *shell = o->inputs->len == 1 ? o->inputs->pdata[0] : "";
    if (strcmp(shell, "bash") == 0)
        print_bash();
    else if (strcmp(shell, "zsh") == 0)
        print_zsh();
    else if (strcmp(shell, "fish") == 0)
        print_fish();
    else
        return report_usage(o, "write tripmap completions bash, zsh or fish",
                            "completions are for a shell");
    return TRIPMAP_OK;
}
