# SPDX-License-Identifier: MIT
# The bench of text and canvases; as a test it runs once on a small page.
add_executable(bench_canvas ${PROJECT_SOURCE_DIR}/bench/canvas.c)
target_link_libraries(bench_canvas PRIVATE tripmap_core)
target_compile_definitions(bench_canvas PRIVATE TRIPMAP_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
add_test(NAME bench_canvas COMMAND bench_canvas 2000 1)
