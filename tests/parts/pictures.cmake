# SPDX-License-Identifier: MIT
# Pictures by tolerance, with a page that shows expected, actual and difference.
add_executable(compare_pictures pictures/compare_pictures.c)
target_link_libraries(compare_pictures PRIVATE tripmap_core)
add_test(NAME pictures
    COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/pictures/run.sh $<TARGET_FILE:tripmap>
        $<TARGET_FILE:compare_pictures> ${PROJECT_SOURCE_DIR}/examples
        ${CMAKE_CURRENT_SOURCE_DIR}/pictures ${CMAKE_CURRENT_BINARY_DIR}/pictures-report)
set_tests_properties(pictures PROPERTIES LABELS slow)
