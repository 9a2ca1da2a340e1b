# SPDX-License-Identifier: MIT
# Maps inside other people's documents and builds: one test a script, run by the real tools. A script
# that misses a tool says which and exits 77.
function(add_embedding_test name)
    add_test(NAME embedding_${name}
        COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/embedding/${name}.sh ${PROJECT_SOURCE_DIR}
            $<TARGET_FILE:tripmap>)
    set_tests_properties(embedding_${name} PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 300)
endfunction()

file(GLOB scripts CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/embedding/[a-z]*.sh)
foreach(script ${scripts})
    get_filename_component(name ${script} NAME_WE)
    if(NOT name STREQUAL "common")
        add_embedding_test(${name})
    endif()
endforeach()
set_tests_properties(embedding_depfile embedding_pandoc embedding_reports PROPERTIES LABELS slow)
