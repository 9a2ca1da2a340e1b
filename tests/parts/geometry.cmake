# SPDX-License-Identifier: MIT
# The conformance cases of clipping and projecting: metrics from a program of quite different make.
# Another file of the same form can be given to tests/geometry_cases by hand.
pkg_check_modules(JSON_GLIB REQUIRED IMPORTED_TARGET json-glib-1.0)
add_executable(geometry_cases ${CMAKE_CURRENT_SOURCE_DIR}/geometry_cases.c)
target_link_libraries(geometry_cases PRIVATE tripmap_core PkgConfig::JSON_GLIB)
add_test(NAME geometry_cases COMMAND geometry_cases
    ${CMAKE_CURRENT_SOURCE_DIR}/data/projection-conformance.json
    --shapes ${PROJECT_SOURCE_DIR}/shapes)
set_tests_properties(geometry_cases PROPERTIES LABELS slow)
add_test(NAME geometry_cases_russia COMMAND geometry_cases
    ${CMAKE_CURRENT_SOURCE_DIR}/data/projection-conformance.json --only /russia
    --shapes ${PROJECT_SOURCE_DIR}/shapes)
# Cases of nearly every projection that PROJ has, at other centres, against integrals over a raster.
# Skipped where Python lacks numpy or pyproj.
add_test(NAME geometry_truth COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/geometry_truth.sh
    $<TARGET_FILE:geometry_cases> ${CMAKE_CURRENT_SOURCE_DIR})
set_tests_properties(geometry_truth PROPERTIES LABELS slow SKIP_RETURN_CODE 77 TIMEOUT 1200)
# Built with the tests, run by hand: pictures to look at, and times.
add_executable(geometry_pictures ${PROJECT_SOURCE_DIR}/bench/geometry_pictures.c)
target_link_libraries(geometry_pictures PRIVATE tripmap_core)
add_executable(bench_geometry ${PROJECT_SOURCE_DIR}/bench/geometry.c)
target_link_libraries(bench_geometry PRIVATE tripmap_core)
