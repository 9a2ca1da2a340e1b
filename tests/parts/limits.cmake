# SPDX-License-Identifier: MIT
# The table of limits in docs/trip-format.md is that of src/base/limits.h.
add_test(NAME limits_documented COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/cases/limits.sh
                                        ${PROJECT_SOURCE_DIR})
# It draws pages of a hundred megapixels.
set_tests_properties(test_limits PROPERTIES LABELS slow)
add_test(NAME limits_of_program COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/cases/limits-of-program.sh
                                        $<TARGET_FILE:tripmap> ${PROJECT_SOURCE_DIR})
# A list of half a GiB, three times.
set_tests_properties(limits_of_program PROPERTIES LABELS slow)
add_test(NAME valgrind COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/valgrind.sh $<TARGET_FILE:tripmap>
                               ${PROJECT_SOURCE_DIR}/examples)
set_tests_properties(valgrind PROPERTIES SKIP_RETURN_CODE 77 LABELS slow TIMEOUT 1200)
