# SPDX-License-Identifier: MIT
# The table of limits in docs/trip-format.md is that of src/base/limits.h.
add_test(NAME limits_documented COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/cases/limits.sh
                                        ${PROJECT_SOURCE_DIR})
# It draws pages of a hundred megapixels.
set_tests_properties(test_limits PROPERTIES LABELS slow)
