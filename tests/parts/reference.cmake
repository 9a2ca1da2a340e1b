# SPDX-License-Identifier: MIT
# Doxygen finds nothing to warn of in the header.
if(DOXYGEN)
    add_test(NAME reference COMMAND ${DOXYGEN} ${PROJECT_BINARY_DIR}/Doxyfile)
else()
    message(STATUS "No test of the API's reference: doxygen is not there")
endif()
