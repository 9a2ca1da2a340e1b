# SPDX-License-Identifier: MIT
# The bench of a worker's life is built with the tests, so that it keeps compiling, but run by hand.
add_executable(bench_session ${PROJECT_SOURCE_DIR}/bench/session.c)
target_link_libraries(bench_session PRIVATE tripmap_core)
