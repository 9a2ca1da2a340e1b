#!/bin/sh
# SPDX-License-Identifier: MIT
# The man page and the completions name the options and commands of --help, and no others:
# options.sh PROGRAM MAN_SOURCE
set -u
failed=0
# The options that a help text lists.
names() { printf '%s\n' "$1" | sed -n 's/^  *\(-., \)\{0,1\}--\([a-z-]*\).*/\2/p'; }
"$1" --help >/dev/null || exit 1
commands=$("$1" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
[ "$(echo "$commands" | wc -l)" -ge 9 ] || { echo "--help lists too few commands"; exit 1; }
options=$( (
    "$1" --help
    for command in $commands; do "$1" $command --help; done
) | sed -n 's/^  *\(-., \)\{0,1\}--\([a-z-]*\).*/\2/p' | sort -u)
[ -n "$options" ] || exit 1
for option in $options; do
    grep -qF "*--$option*" "$2" || { echo "the man page lacks --$option"; failed=1; }
    "$1" completions bash | grep -q -e "--$option[ |)']" || { echo "bash lacks --$option"; failed=1; }
    "$1" completions zsh | grep -q -e "--$option\[" || { echo "zsh lacks --$option"; failed=1; }
    "$1" completions fish | grep -q -e "-l $option " || { echo "fish lacks --$option"; failed=1; }
done
for command in $commands; do
    grep -q "^\*$command\*" "$2" || { echo "the man page lacks $command"; failed=1; }
    for shell in bash zsh fish; do
        "$1" completions $shell | grep -qw "$command" || { echo "$shell lacks $command"; failed=1; }
    done
done
for option in $(sed -n 's/^\(\*-.\*, \)\{0,1\}\*--\([a-z-]*\)\*.*/\2/p' "$2"); do
    echo "$options" | grep -qx "$option" || { echo "the man page has --$option"; failed=1; }
done
# The page of batch has the options that batch has and draw lacks.
batch=$(dirname "$2")/tripmap-batch.1.scd
shared=" $(names "$("$1" draw --help)" | tr '\n' ' ') "
own=$(names "$("$1" batch --help)")
for option in $own; do
    case $shared in
    *" $option "*) ;;
    *) grep -qF "*--$option*" "$batch" || { echo "tripmap-batch(1) lacks --$option"; failed=1; } ;;
    esac
done
for option in $(sed -n 's/^\(\*-.\*, \)\{0,1\}\*--\([a-z-]*\)\*.*/\2/p' "$batch"); do
    echo "$own" | grep -qx "$option" || { echo "tripmap-batch(1) has --$option"; failed=1; }
done
"$1" completions bash | bash -n || failed=1
exit $failed
