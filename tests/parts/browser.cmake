# SPDX-License-Identifier: MIT
# The HTML page and the SVG in headless Chromium, driven through playwright-core from npm; skipped
# where either is missing.
set(BROWSER_DIR ${CMAKE_CURRENT_BINARY_DIR}/browser)
find_program(NODE_PROGRAM node)
add_test(NAME browser_setup
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/browser/setup.sh ${BROWSER_DIR})
set_tests_properties(browser_setup PROPERTIES
    FIXTURES_SETUP browser SKIP_RETURN_CODE 77 TIMEOUT 300 LABELS slow)
foreach(name page svg)
    if(NODE_PROGRAM)
        add_test(NAME browser_${name} COMMAND ${NODE_PROGRAM}
            ${CMAKE_CURRENT_SOURCE_DIR}/browser/${name}.js $<TARGET_FILE:tripmap>
            ${PROJECT_SOURCE_DIR}/examples)
    else()
        add_test(NAME browser_${name}
            COMMAND sh -c "echo 'skipped: node is not installed'; exit 77")
    endif()
    set_tests_properties(browser_${name} PROPERTIES
        ENVIRONMENT "NODE_PATH=${BROWSER_DIR}/node_modules" FIXTURES_REQUIRED browser
        SKIP_RETURN_CODE 77 TIMEOUT 300 LABELS slow)
endforeach()
