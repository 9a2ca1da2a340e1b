# SPDX-License-Identifier: MIT
# The Python module over the library just built. (package.sh tries it over the installed one.)
# A sanitized library would need a sanitized Python.
find_program(PYTHON3 NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH)
if(PYTHON3 AND NOT TRIPMAP_SANITIZE AND NOT TRIPMAP_COVERAGE)
    add_test(NAME python
        COMMAND ${PYTHON3} -B ${PROJECT_SOURCE_DIR}/bindings/python/test_tripmap.py)
    set_tests_properties(python PROPERTIES
        ENVIRONMENT TRIPMAP_LIBRARY=$<TARGET_FILE:tripmap_shared>)
else()
    message(STATUS "No test of the Python module: no python3, or a sanitized library")
endif()
