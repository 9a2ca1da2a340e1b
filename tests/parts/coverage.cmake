# SPDX-License-Identifier: MIT
# What the tests ran of src, after they ran: `cmake --workflow --preset coverage`.
if(TRIPMAP_COVERAGE)
    add_custom_target(coverage
        COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/coverage.py ${PROJECT_BINARY_DIR} USES_TERMINAL VERBATIM)
endif()
