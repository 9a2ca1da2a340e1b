# SPDX-License-Identifier: MIT
# tests/fuzz/fuzz_NAME.c defines LLVMFuzzerTestOneInput; tests/fuzz/corpus/NAME/ holds its seeds and
# what once failed. Under the preset fuzz it is linked with libFuzzer, else with replay.c; either
# way a test runs the corpus through it.
#
# libFuzzer learns from comparisons what bytes an input should have. In geometry and layout no number
# is a byte of the input, and reporting each comparison takes a third of the time of a map.
if(TRIPMAP_FUZZ)
    file(GLOB numeric CONFIGURE_DEPENDS ../src/geo/*.c ../src/view/*.c ../src/label/*.c
        ../src/features/*.c ../src/scene/*.c ../src/canvas/*.c ../src/text/*.c)
    list(FILTER numeric EXCLUDE REGEX /projection_)
    set_source_files_properties(${numeric} TARGET_DIRECTORY tripmap_core
        PROPERTIES COMPILE_OPTIONS -fno-sanitize-coverage=trace-cmp)
endif()
# Maps of the coarsest layers alone are drawn quickest.
set(coarse ${CMAKE_CURRENT_BINARY_DIR}/coarse_shapes)
file(MAKE_DIRECTORY ${coarse})
file(GLOB layers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/shapes/ne_110m_*)
foreach(layer ${layers})
    get_filename_component(name ${layer} NAME)
    file(CREATE_LINK ${layer} ${coarse}/${name} SYMBOLIC)
endforeach()
file(GLOB fuzzers CONFIGURE_DEPENDS fuzz/fuzz_*.c)
foreach(source ${fuzzers})
    get_filename_component(target ${source} NAME_WE)
    string(REPLACE fuzz_ "" name ${target})
    set(corpus ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/corpus/${name})
    if(TRIPMAP_FUZZ)
        add_executable(${target} ${source})
        target_link_options(${target} PRIVATE -fsanitize=fuzzer)
        add_test(NAME ${target} COMMAND ${target} -runs=0 ${corpus})
    else()
        add_executable(${target} ${source} fuzz/replay.c)
        add_test(NAME ${target} COMMAND ${target} ${corpus})
    endif()
    target_link_libraries(${target} PRIVATE tripmap_batch)
    target_compile_definitions(${target} PRIVATE TRIPMAP_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
        TRIPMAP_COARSE_SHAPES="${coarse}")
endforeach()
