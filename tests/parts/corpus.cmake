# SPDX-License-Identifier: MIT
# Schema and parser take and refuse the same trips; skipped where Python has no jsonschema.
find_program(PYTHON3 NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH)
if(PYTHON3)
    add_test(NAME schema_corpus COMMAND ${PYTHON3} -B -W ignore
        ${CMAKE_CURRENT_SOURCE_DIR}/cases/corpus.py $<TARGET_FILE:tripmap> ${PROJECT_SOURCE_DIR})
    set_tests_properties(schema_corpus PROPERTIES SKIP_RETURN_CODE 77 LABELS slow)
endif()
