# SPDX-License-Identifier: MIT
# Instructions of whole runs against the recorded figures of tests/data/instructions.txt: a growth by
# more than 5 % fails. Times would depend on the machine; instructions depend on the compiler and the
# libraries, so the figures hold for GCC's dev build on the Debian release that the file names.
if(CMAKE_C_COMPILER_ID STREQUAL "GNU" AND CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo"
   AND NOT TRIPMAP_SANITIZE AND NOT TRIPMAP_COVERAGE)
    add_test(NAME performance
             COMMAND ${PROJECT_SOURCE_DIR}/tests/performance.sh $<TARGET_FILE:tripmap>
                     ${PROJECT_SOURCE_DIR})
    set_tests_properties(performance PROPERTIES LABELS slow SKIP_RETURN_CODE 77)
endif()
