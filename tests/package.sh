#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs into one prefix, moves it, and there draws with the program and with the programs of
# examples/api, built through pkg-config and through find_package.
# package.sh SOURCE_FOLDER BUILD_FOLDER
set -eu
source=$1 build=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "package.sh: $*" >&2; exit 1; }

echo "-- DESTDIR"
DESTDIR=$work/dest cmake --install "$build" --prefix /usr >/dev/null
[ -x "$work/dest/usr/bin/tripmap" ] || fail "DESTDIR is not honoured"

echo "-- a prefix that moves"
cmake --install "$build" --prefix "$work/first" >/dev/null
mv "$work/first" "$work/moved"
prefix=$work/moved
libdir=$(dirname "$(find "$prefix" -name libtripmap.so)")
export LD_LIBRARY_PATH=$libdir PKG_CONFIG_PATH=$libdir/pkgconfig
unset TRIPMAP_DATA
cp "$source/examples/rubio2025.yaml" "$work/"
cd "$work"
"$prefix/bin/tripmap" rubio2025.yaml -o program.svg

echo "-- nothing but the public API is visible"
nm -D --defined-only "$libdir/libtripmap.so" | awk '{print $3}' | sed 's/@.*//' |
    grep -v -e '^tripmap_' -e '^TRIPMAP_0$' && fail "libtripmap shows other symbols"
for function in $(sed -n 's/^TRIPMAP_API .*\(tripmap_[a-z_]*\)(.*/\1/p' \
    "$source/include/tripmap/tripmap.h"); do
    nm -D --defined-only "$libdir/libtripmap.so" | grep -q " $function@" ||
        fail "tripmap.h declares $function, libtripmap lacks it"
done

echo "-- man pages and completions"
if command -v scdoc >/dev/null; then
    for page in man1/tripmap.1 man1/tripmap-batch.1 man5/tripmap.5; do
        [ -s "$prefix/share/man/$page" ] || fail "$page is not installed"
    done
fi
bash -n "$prefix/share/bash-completion/completions/tripmap"
grep -q '^#compdef tripmap' "$prefix/share/zsh/vendor-completions/_tripmap"
grep -q '^complete -c tripmap' "$prefix/share/fish/vendor_completions.d/tripmap.fish"

echo "-- the header alone, as C11 and as C++17"
strict="-Wall -Wextra -Wpedantic -Wconversion -Werror -fsyntax-only"
echo '#include <tripmap/tripmap.h>' >header.c
cp header.c header.cpp
${CC:-cc} -std=c11 $strict $(pkg-config --cflags tripmap) header.c
if command -v c++ >/dev/null; then c++ -std=c++17 $strict $(pkg-config --cflags tripmap) header.cpp; fi

echo "-- pkg-config"
${CC:-cc} -std=c11 -Wall -Wextra -Werror "$source/examples/api/draw.c" -o draw \
    $(pkg-config --cflags --libs tripmap)
./draw rubio2025.yaml pkgconfig.svg
cmp program.svg pkgconfig.svg || fail "the library draws another map than the program"

echo "-- find_package"
cmake -S "$source/examples/api" -B api -G Ninja -DCMAKE_PREFIX_PATH="$prefix" >/dev/null
cmake --build api >/dev/null
api/draw rubio2025.yaml findpackage.svg
cmp program.svg findpackage.svg
api/build_trip built.svg >built.yaml
"$prefix/bin/tripmap" built.yaml -o again.svg
cmp built.svg again.svg || fail "a trip built in code draws another map than its file"
api/embed rubio2025.yaml embed.png
head -c 4 embed.png | grep -q PNG || fail "embed drew no PNG"
if [ -x api/draw_cpp ]; then
    api/draw_cpp rubio2025.yaml cpp.svg
    cmp program.svg cpp.svg
fi

echo "-- the Python module"
if command -v /usr/bin/python3 >/dev/null; then
    TRIPMAP_LIBRARY=$libdir/libtripmap.so /usr/bin/python3 -B "$source/bindings/python/test_tripmap.py"
fi
