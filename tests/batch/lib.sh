# SPDX-License-Identifier: MIT
# What the batch tests share; sourced with the program as the first argument. The tests draw small
# pages, so that a map takes a few hundredths of a second.
set -eu
program=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
unset TRIPMAP_SHARD SLURM_ARRAY_TASK_ID JOB_COMPLETION_INDEX PBS_ARRAY_INDEX SGE_TASK_ID \
    OMPI_COMM_WORLD_RANK

fail() { echo "FAILED: $*" >&2; exit 1; }
skip() { echo "SKIPPED: $*"; exit 77; }

# make_trips FOLDER N: one stop each, from a list of capitals.
make_trips() {
    mkdir -p "$1"
    awk -v folder="$1" -v n="$2" 'BEGIN {
        count = split("Lima, Peru;Quito, Ecuador;Rome, Italy;Oslo, Norway;Cairo, Egypt;" \
                      "Accra, Ghana;Seoul, South Korea;Hanoi, Vietnam;Ottawa, Canada", place, ";")
        for (i = 1; i <= n; i++) {
            file = sprintf("%s/trip-%03d.yaml", folder, i)
            printf "title: Trip %d\ntraveler: T%d\nstops:\n  - place: \"%s\"\n    dates: %d-01-02\n",
                i, i % 3, place[i % count + 1], 1990 + i % 7 >file
            close(file)
        }
    }'
}

# batch FOLDER_OUT [OPTION…]: draws the folder trips; sets status.
batch() {
    out=$1
    shift
    status=0
    "$program" batch trips -o "$out" --page 400x300 --progress none "$@" >>log 2>&1 || status=$?
}

# The reports tell times and hosts; all else must be the same.
same_trees() { diff -r --exclude=reports "$1" "$2" >differences || fail "$(head -5 differences)"; }

# In the folder $1 every output is as in $2, and none is left that was being written.
whole_files() {
    for file in "$1"/*.svg; do
        [ ! -f "$file" ] || cmp -s "$file" "$2/${file##*/}" || fail "$file is not whole"
    done
}
no_temporaries() {
    left=$(find "$1" -name '*.tmp-*')
    [ -z "$left" ] || fail "left behind: $left"
}

# count_of STATUS REPORT: what the report's last line says.
count_of() { sed -n "\$s/.*\"$1\":\([0-9]*\).*/\1/p" "$2"; }
