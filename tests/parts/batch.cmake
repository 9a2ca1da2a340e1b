# SPDX-License-Identifier: MIT
# Batches as a whole: killed, stopped, starved, sharded, on a real Slurm, in a browser. What is not
# installed is skipped, and the reason printed.
function(add_batch_test name)
    add_test(NAME batch_${name} COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/batch/${name}.sh
        $<TARGET_FILE:tripmap> ${ARGN})
    set_tests_properties(batch_${name} PROPERTIES LABELS slow SKIP_RETURN_CODE 77 TIMEOUT 600)
endfunction()

add_batch_test(faults)
add_batch_test(restart 30)
add_batch_test(warm)
add_batch_test(shards)
add_batch_test(gallery)
add_batch_test(slurm)
add_batch_test(tours)
set_tests_properties(batch_tours PROPERTIES TIMEOUT 1800)
# A reader's wait is measured.
set_tests_properties(batch_gallery PROPERTIES RUN_SERIAL ON)
