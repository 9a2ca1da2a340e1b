# SPDX-License-Identifier: MIT
# What the program says about bad trips and wrong arguments, compared with what it must say.
foreach(folder bad cli)
    add_test(NAME cases_${folder}
        COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/cases/run.sh $<TARGET_FILE:tripmap>
                ${CMAKE_CURRENT_SOURCE_DIR}/cases/${folder})
endforeach()
add_test(NAME cases_layout
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/cases/layout.sh $<TARGET_FILE:tripmap>
            ${CMAKE_CURRENT_SOURCE_DIR}/cases/layout)
set_tests_properties(cases_layout PROPERTIES LABELS slow)
add_test(NAME cases_codes COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/cases/codes.sh ${PROJECT_SOURCE_DIR})
add_test(NAME schema COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/cases/schema.sh $<TARGET_FILE:tripmap>
                     ${PROJECT_SOURCE_DIR}/docs)
add_test(NAME options_agree COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/cases/options.sh
                            $<TARGET_FILE:tripmap> ${PROJECT_SOURCE_DIR}/docs/man/tripmap.1.scd)
