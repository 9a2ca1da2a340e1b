# SPDX-License-Identifier: MIT
# Every file has a licence that says so (reuse.software).
find_program(REUSE reuse)
find_program(GIT git)
if(REUSE AND GIT AND EXISTS ${PROJECT_SOURCE_DIR}/.git)
    add_test(NAME reuse COMMAND ${REUSE} --root ${PROJECT_SOURCE_DIR} lint --quiet)
else()
    message(STATUS "No test of licences: reuse or git is not there")
endif()
