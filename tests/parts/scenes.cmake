# SPDX-License-Identifier: MIT
# The display list of every example, compared with the recorded one.
add_test(NAME scenes
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/scenes/run.sh $<TARGET_FILE:tripmap>
            ${PROJECT_SOURCE_DIR}/examples ${CMAKE_CURRENT_SOURCE_DIR}/scenes)
add_test(NAME type_size
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/type-size.sh $<TARGET_FILE:tripmap>
            ${PROJECT_SOURCE_DIR}/examples)
