/* SPDX-License-Identifier: MIT
 *
 * The tripmap program.
 */
#include <stdio.h>

int main(void)
{
    puts("tripmap");
    return 0;
}
