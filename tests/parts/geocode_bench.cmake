# SPDX-License-Identifier: MIT
# The geocoding bench is built with the tests, so that it keeps compiling, but run by hand.
add_executable(bench_geocode ${PROJECT_SOURCE_DIR}/bench/geocode.c)
target_link_libraries(bench_geocode PRIVATE tripmap_core)
