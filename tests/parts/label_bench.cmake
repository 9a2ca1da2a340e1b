# SPDX-License-Identifier: MIT
# The label benches are built with the tests, so that they keep compiling, but run by hand.
add_executable(bench_labels ${PROJECT_SOURCE_DIR}/bench/labels.c)
target_link_libraries(bench_labels PRIVATE tripmap_core)
add_executable(bench_points ${PROJECT_SOURCE_DIR}/bench/points.c)
target_link_libraries(bench_points PRIVATE tripmap_core)
set_tests_properties(test_label_many PROPERTIES LABELS slow)
# Times calls of label_solve by wrapping it.
add_executable(bench_tours ${PROJECT_SOURCE_DIR}/bench/tours.c)
target_link_libraries(bench_tours PRIVATE tripmap_core)
target_link_options(bench_tours PRIVATE -Wl,--wrap=label_solve)
# A sanitized layout takes twenty times as long.
if(TRIPMAP_SANITIZE OR TRIPMAP_COVERAGE)
    target_compile_definitions(test_label_many PRIVATE LABEL_PROBLEMS=20)
endif()
