# SPDX-License-Identifier: MIT
# Man pages (scdoc), completions (printed by the program itself) and the API's reference (Doxygen).
# What is missing on the build machine is left out, with a line that says so.
find_program(SCDOC scdoc)
# The day that man pages bear: the version's own, so that a build tomorrow gives the same bytes.
set(TRIPMAP_DAY 1795305600) # 22 November 2026
set(TRIPMAP_DOCUMENTS "")
if(SCDOC)
    file(GLOB man_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/man/*.scd)
    foreach(source ${man_sources})
        get_filename_component(page ${source} NAME_WLE) # tripmap.1
        string(REGEX REPLACE ".*\\." "" section ${page})
        set(made ${PROJECT_BINARY_DIR}/man/${page})
        set(pack cat)
        if(TRIPMAP_DEBIAN) # whose policy wants them compressed
            string(APPEND made .gz)
            set(pack "gzip -9n")
        endif()
        add_custom_command(OUTPUT ${made}
            COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/man
            COMMAND ${CMAKE_COMMAND} -E env SOURCE_DATE_EPOCH=${TRIPMAP_DAY} sh -c
                    "\"$1\" <\"$2\" | ${pack} >\"$3\""
                    man ${SCDOC} ${source} ${made}
            DEPENDS ${source} VERBATIM)
        list(APPEND TRIPMAP_DOCUMENTS ${made})
        install(FILES ${made} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section} COMPONENT program)
    endforeach()
else()
    message(STATUS "No man pages: scdoc is not there")
endif()

# A program built for another machine cannot print them.
if(NOT CMAKE_CROSSCOMPILING)
    foreach(pair bash:bash-completion/completions/tripmap zsh:zsh/vendor-completions/_tripmap
            fish:fish/vendor_completions.d/tripmap.fish)
        string(REGEX MATCH "^([a-z]+):(.*)/([^/]+)$" _ ${pair})
        set(shell ${CMAKE_MATCH_1})
        set(folder ${CMAKE_MATCH_2})
        set(made ${PROJECT_BINARY_DIR}/completions/${CMAKE_MATCH_3})
        add_custom_command(OUTPUT ${made}
            COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/completions
            COMMAND sh -c "\"$1\" completions $2 >\"$3\"" completions
                    $<TARGET_FILE:tripmap> ${shell} ${made}
            DEPENDS tripmap VERBATIM)
        list(APPEND TRIPMAP_DOCUMENTS ${made})
        install(FILES ${made} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder} COMPONENT program)
    endforeach()
endif()
add_custom_target(documents ALL DEPENDS ${TRIPMAP_DOCUMENTS})

find_program(DOXYGEN doxygen)
if(DOXYGEN)
    configure_file(${PROJECT_SOURCE_DIR}/cmake/Doxyfile.in ${PROJECT_BINARY_DIR}/Doxyfile @ONLY)
    add_custom_target(reference COMMAND ${DOXYGEN} ${PROJECT_BINARY_DIR}/Doxyfile VERBATIM)
endif()
