# SPDX-License-Identifier: MIT
# Calls to the system that fail, one after the other; outputs that take no map; a full disk.
set(FAULTS ${CMAKE_CURRENT_SOURCE_DIR}/faults)
if(UNIX AND NOT APPLE AND NOT TRIPMAP_SANITIZE)
    add_library(fail_io MODULE faults/fail_io.c)
    set_target_properties(fail_io PROPERTIES C_VISIBILITY_PRESET default)
    target_compile_definitions(fail_io PRIVATE _GNU_SOURCE)
    target_link_libraries(fail_io PRIVATE ${CMAKE_DL_LIBS})
    add_executable(faults faults/faults.c)
    target_link_libraries(faults PRIVATE tripmap_flags PkgConfig::DEPS)
    add_test(NAME faults COMMAND faults $<TARGET_FILE:tripmap> $<TARGET_FILE:fail_io>
                                 ${PROJECT_SOURCE_DIR}/examples)
    set_tests_properties(faults PROPERTIES LABELS slow TIMEOUT 3600)
    add_library(fail_alloc MODULE faults/fail_alloc.c)
    set_target_properties(fail_alloc PROPERTIES C_VISIBILITY_PRESET default)
    target_link_libraries(fail_alloc PRIVATE tripmap_flags PkgConfig::DEPS)
    add_test(NAME memory_runs_out COMMAND sh ${FAULTS}/memory.sh $<TARGET_FILE:tripmap>
                                          $<TARGET_FILE:fail_alloc>)
    set_tests_properties(memory_runs_out PROPERTIES LABELS slow TIMEOUT 600)
endif()
add_test(NAME outputs COMMAND sh ${FAULTS}/outputs.sh $<TARGET_FILE:tripmap>
                              ${PROJECT_SOURCE_DIR}/examples/tillerson2018.yaml)
add_test(NAME full_disk COMMAND sh ${FAULTS}/full-disk.sh $<TARGET_FILE:tripmap>
                                ${PROJECT_SOURCE_DIR}/examples/tillerson2018.yaml)
set_tests_properties(outputs PROPERTIES LABELS slow)
set_tests_properties(full_disk PROPERTIES SKIP_RETURN_CODE 77 LABELS slow)
