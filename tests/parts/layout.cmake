# SPDX-License-Identifier: MIT
# What page layouts once did wrong, looked for in the display list.
add_test(NAME layout_total_above_credit
    COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/layout/total-above-credit.sh $<TARGET_FILE:tripmap>
        ${PROJECT_SOURCE_DIR}/examples)
add_test(NAME layout_small_countries
    COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/layout/small-countries.sh $<TARGET_FILE:tripmap>)
add_test(NAME layout_explain
    COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/layout/explain.sh $<TARGET_FILE:tripmap>
        ${PROJECT_SOURCE_DIR}/examples)
add_test(NAME layout_names_whole
    COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/layout/names-whole.sh $<TARGET_FILE:tripmap>)
add_test(NAME layout_wide_strokes
    COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/layout/wide-strokes.sh $<TARGET_FILE:tripmap>
        ${PROJECT_SOURCE_DIR}/examples)
