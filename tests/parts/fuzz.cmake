# SPDX-License-Identifier: MIT
# tests/fuzz/fuzz_NAME.c defines LLVMFuzzerTestOneInput; tests/fuzz/corpus/NAME/ holds its seeds and
# what once failed. Under the preset fuzz it is linked with libFuzzer, else with replay.c; either
# way a test runs the corpus through it.
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
    target_compile_definitions(${target} PRIVATE TRIPMAP_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
endforeach()
