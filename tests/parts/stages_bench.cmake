# SPDX-License-Identifier: MIT
# The bench of the stages of one map; as a test it runs once.
add_executable(bench_stages ${PROJECT_SOURCE_DIR}/bench/stages.c)
target_link_libraries(bench_stages PRIVATE tripmap_core)
target_compile_definitions(bench_stages PRIVATE TRIPMAP_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
add_test(NAME bench_stages COMMAND bench_stages 1)
