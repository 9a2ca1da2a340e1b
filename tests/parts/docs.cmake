# SPDX-License-Identifier: MIT
# What the documents print is run: one test a document.
file(GLOB documents CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/docs/*.md)
foreach(document ${documents})
    file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR} ${document})
    string(REGEX REPLACE "^docs/(.*)\\.md$" "\\1" name ${name})
    string(REGEX REPLACE "\\.md$" "_first_page" name ${name})
    add_test(NAME docs_${name} COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/run-docs.sh ${document}
        ${PROJECT_SOURCE_DIR} $<TARGET_FILE_DIR:tripmap>)
    set_tests_properties(docs_${name} PROPERTIES LABELS slow)
endforeach()
