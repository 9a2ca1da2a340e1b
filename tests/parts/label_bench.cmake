# SPDX-License-Identifier: MIT
# The label bench is built with the tests, so that it keeps compiling, but run by hand.
add_executable(bench_labels ${PROJECT_SOURCE_DIR}/bench/labels.c)
target_link_libraries(bench_labels PRIVATE tripmap_core)
add_executable(bench_points ${PROJECT_SOURCE_DIR}/bench/points.c)
target_link_libraries(bench_points PRIVATE tripmap_core)
