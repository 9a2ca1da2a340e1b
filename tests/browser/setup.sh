#!/bin/sh
# SPDX-License-Identifier: MIT
# setup.sh FOLDER: installs what the browser tests need from npm into FOLDER, once. Exit status 77
# where that is not possible; the tests then say that they skip.
set -eu
mkdir -p "$1"
cmp -s "$(dirname "$0")/package.json" "$1/package.json" && [ -d "$1/node_modules" ] && exit 0
command -v npm >/dev/null || { echo "skipped: npm is not installed"; exit 77; }
cp "$(dirname "$0")/package.json" "$1/package.json"
if ! npm install --prefix "$1" --no-package-lock --no-audit --no-fund --silent; then
    rm -rf "$1/package.json" "$1/node_modules"
    echo "skipped: npm cannot install playwright-core"
    exit 77
fi
