# SPDX-License-Identifier: MIT
# The Debian packages, split as Debian does: program, library, development files, data.
# cmake --workflow --preset package leaves them in build/package.
option(TRIPMAP_DEBIAN "Add what Debian's policy wants to the installation" OFF)

set(CPACK_PACKAGE_VENDOR tripmap)
set(CPACK_PACKAGE_CONTACT "tripmap maintainers <maintainers@tripmap.invalid>")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL program library development data)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(SAME "= ${PROJECT_VERSION}")

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME tripmap)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION graphics)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "tripmap-data (${SAME})")
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
    "map of a trip from its itinerary
 tripmap reads a trip (a YAML file with places, dates and what happened
 there) and draws a map of it as SVG, PNG or PDF: route, numbered stops and
 labels that do not overlap, on Natural Earth's base map.")

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libtripmap${TRIPMAP_ABI})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS "tripmap-data (${SAME})")
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
file(WRITE ${PROJECT_BINARY_DIR}/triggers "activate-noawait ldconfig\n")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${PROJECT_BINARY_DIR}/triggers)
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION
    "map of a trip from its itinerary - library
 The shared library behind tripmap.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libtripmap-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libtripmap${TRIPMAP_ABI} (${SAME})")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
    "map of a trip from its itinerary - development files
 Header, pkg-config and CMake packages of libtripmap.")

set(CPACK_DEBIAN_DATA_PACKAGE_NAME tripmap-data)
set(CPACK_DEBIAN_DATA_PACKAGE_SECTION graphics)
set(CPACK_DEBIAN_DATA_PACKAGE_ARCHITECTURE all)
set(CPACK_COMPONENT_DATA_DESCRIPTION
    "map of a trip from its itinerary - base map, styles and fonts
 Natural Earth's layers as shapefiles, tripmap's styles, and a set of Noto
 Sans fonts by which every machine draws the same map.")
include(CPack)

if(NOT TRIPMAP_DEBIAN)
    return()
endif()
# One changelog entry a release is what a package of one's own needs.
string(TIMESTAMP packaged "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(CONFIGURE OUTPUT changelog CONTENT "tripmap (${PROJECT_VERSION}) unstable; urgency=medium

  * See CHANGELOG.md.

 -- ${CPACK_PACKAGE_CONTACT}  ${packaged}
")
execute_process(COMMAND gzip -9nf ${PROJECT_BINARY_DIR}/changelog COMMAND_ERROR_IS_FATAL ANY)
foreach(component program library development data)
    string(TOUPPER ${component} COMPONENT)
    set(doc ${CMAKE_INSTALL_DATADIR}/doc/${CPACK_DEBIAN_${COMPONENT}_PACKAGE_NAME})
    install(FILES packaging/copyright DESTINATION ${doc} COMPONENT ${component})
    install(FILES ${PROJECT_BINARY_DIR}/changelog.gz DESTINATION ${doc} COMPONENT ${component})
endforeach()
