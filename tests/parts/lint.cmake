# SPDX-License-Identifier: MIT
# `cmake --build --preset lint`: clang-tidy by .clang-tidy over src; `--preset analyze`: gcc's analyzer.
find_program(RUN_CLANG_TIDY NAMES run-clang-tidy run-clang-tidy-14 run-clang-tidy-18)
if(RUN_CLANG_TIDY)
    add_custom_target(lint COMMAND ${RUN_CLANG_TIDY} -quiet -p ${PROJECT_BINARY_DIR}
        "${PROJECT_SOURCE_DIR}/src/[a-z]*/?[a-z_]*[.]c$" DEPENDS tripmap USES_TERMINAL VERBATIM)
endif()
