# SPDX-License-Identifier: MIT
# Our SVG in other programs, compared with our PNG; a viewer that is not installed is skipped.
add_executable(viewers viewers/viewers.c)
target_link_libraries(viewers PRIVATE tripmap_core)
target_compile_definitions(viewers PRIVATE TRIPMAP_SOURCE_DIR="${PROJECT_SOURCE_DIR}")

function(add_viewer_test name)
    add_test(NAME viewer_${name} COMMAND viewers ${ARGN})
    set_tests_properties(viewer_${name} PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 180)
endfunction()

# Live text is shown with whatever font the viewer finds, so only the outlines (and the embedded
# font, in browsers) have to match.
foreach(viewer rsvg chromium inkscape libreoffice)
    add_viewer_test(${viewer}_sample ${viewer} paths)
    if(NOT viewer STREQUAL "rsvg")
        set_tests_properties(viewer_${viewer}_sample PROPERTIES LABELS slow)
    endif()
endforeach()

# The examples, as their readers get them.
file(GLOB examples CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/examples/*.yaml)
foreach(example ${examples})
    get_filename_component(trip ${example} NAME_WE)
    foreach(viewer rsvg chromium inkscape libreoffice)
        add_viewer_test(${viewer}_${trip} ${viewer} paths $<TARGET_FILE:tripmap>
            ${example})
        set_tests_properties(viewer_${viewer}_${trip} PROPERTIES LABELS slow)
    endforeach()
endforeach()

add_viewer_test(chromium_embed chromium embed)
set_tests_properties(viewer_chromium_embed PROPERTIES LABELS slow)
