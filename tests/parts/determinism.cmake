# SPDX-License-Identifier: MIT
add_test(NAME determinism COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/determinism.sh
    $<TARGET_FILE:tripmap> ${PROJECT_SOURCE_DIR}/examples/rubio2025.yaml)
set_tests_properties(determinism test_hostile test_threads PROPERTIES LABELS slow)
# It reads JSON and links what the batch links.
target_link_libraries(test_hostile PRIVATE tripmap_batch)
