# SPDX-License-Identifier: MIT
# Malformed trips by the thousand, and the schema's opinion of each.
add_executable(malformed malformed/malformed.c)
target_link_libraries(malformed PRIVATE tripmap_core)
file(GLOB good_trips CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/examples/*.yaml)
add_test(NAME malformed COMMAND malformed 1000 ${good_trips})
set(MUTANTS ${CMAKE_CURRENT_BINARY_DIR}/mutants.jsonl)
set_tests_properties(malformed PROPERTIES ENVIRONMENT TRIPMAP_MUTANTS=${MUTANTS}
    FIXTURES_SETUP mutants LABELS slow)

# The whole program on all cases and examples, and the parser on all mutants.
add_test(NAME schema_agrees COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/malformed/agree.sh
    $<TARGET_FILE:tripmap> ${PROJECT_SOURCE_DIR} ${MUTANTS})
set_tests_properties(schema_agrees PROPERTIES SKIP_RETURN_CODE 77 FIXTURES_REQUIRED mutants
    LABELS slow)
