# SPDX-License-Identifier: MIT
# The trips of test_hostile before an XML parser and in headless Chromium; paths that lead astray.
set(HOSTILE_TRIPS ${CMAKE_CURRENT_BINARY_DIR}/hostile-trips)
file(MAKE_DIRECTORY ${HOSTILE_TRIPS})
set_tests_properties(test_hostile PROPERTIES ENVIRONMENT TRIPMAP_HOSTILE=${HOSTILE_TRIPS}
    FIXTURES_SETUP hostile_trips)
add_test(NAME browser_hostile COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/hostile/browser.sh
    $<TARGET_FILE:tripmap> ${HOSTILE_TRIPS})
set_tests_properties(browser_hostile PROPERTIES FIXTURES_REQUIRED hostile_trips
    SKIP_RETURN_CODE 77 TIMEOUT 600 LABELS slow)
add_test(NAME paths COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/hostile/paths.py
    $<TARGET_FILE:tripmap> ${PROJECT_SOURCE_DIR})
set_tests_properties(paths PROPERTIES SKIP_RETURN_CODE 77 LABELS slow TIMEOUT 600)
if(UNIX AND NOT APPLE AND NOT TRIPMAP_SANITIZE) # where all of them are
    add_test(NAME promises COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/hostile/promises.sh
        ${PROJECT_SOURCE_DIR}/SECURITY.md ${PROJECT_BINARY_DIR} ${CMAKE_CTEST_COMMAND})
endif()
