# SPDX-License-Identifier: MIT
# The installed package, moved and used. A sanitized library would need sanitized examples.
if(NOT TRIPMAP_SANITIZE AND NOT TRIPMAP_COVERAGE)
    add_test(NAME package COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/package.sh
        ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
    set_tests_properties(package PROPERTIES LABELS slow)
endif()
