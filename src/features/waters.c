/* SPDX-License-Identifier: MIT
 *
 * The table of waters. A name is only ever set on sea cells, so boxes may reach over land, but not
 * over an isthmus: a sea with water behind its coast has several boxes. Compiled by hand from the
 * common limits of the seas (IHO S-23).
 */
#include "features/waters.h"

#include <math.h>
#include <stddef.h>

static const water waters[] = {
    {"Pacific Ocean", 0, -130, 20, 130, 16, 252, 55},
    {"Pacific Ocean", 0, -110, 10, 130, 7, 270, 16},
    {"Pacific Ocean", 0, -88, 10, 270, 8.5, 274, 13},
    {"Pacific Ocean", 0, -87, 9, 268, 6.9, 276.6, 10},
    {"Pacific Ocean", 0, -95, 3, 130, 0, 281.5, 7},
    {"Pacific Ocean", 0, -105, -25, 150, -60, 289, 0},
    {"Atlantic Ocean", 0, -45, 30, -81, 20, -6, 60},
    {"Atlantic Ocean", 0, -40, 12, -60, 0, -10, 20},
    {"Atlantic Ocean", 0, -15, -20, -60, -58, 14, 4},
    {"Indian Ocean", 0, 80, -15, 40, -55, 115, 8},
    {"Arctic Ocean", 0, 0, 85, -180, 78, 180, 90},
    {"Southern Ocean", 0, 0, -62, -180, -75, 180, -58},
    {"Caribbean Sea", 1, -75.5, 15, -83.8, 11, -60.8, 18.3},
    {"Caribbean Sea", 1, -75.5, 15, -83.6, 9.1, -61.8, 11},
    {"Caribbean Sea", 1, -84.5, 18.3, -88.9, 15.6, -72.8, 19.9},
    {"Caribbean Sea", 1, -85.5, 19.5, -88, 19.9, -77.5, 21.5},
    {"Gulf of Mexico", 1, -90.5, 25, -97.9, 21.8, -82.6, 30.5},
    {"Gulf of Mexico", 1, -94, 20, -97.9, 18, -90.2, 21.8},
    {"Mediterranean Sea", 1, 18, 34.8, -5.4, 30.5, 36.3, 38},
    {"Mediterranean Sea", 1, 6, 40, -2, 38, 16, 44.5},
    {"Black Sea", 1, 34.5, 43.2, 27.8, 40.9, 41.8, 46.7},
    {"Baltic Sea", 1, 19, 57, 12.5, 53.8, 24, 60},
    {"North Sea", 1, 3, 56.5, -3.5, 51.2, 9, 61},
    {"Norwegian Sea", 1, 2, 67, -9, 62, 15, 73},
    {"Barents Sea", 1, 38, 74, 18, 69, 56, 79},
    {"Greenland Sea", 1, -8, 76, -20, 71, 10, 80},
    {"Labrador Sea", 1, -53, 58, -62, 53, -44, 63},
    {"Hudson Bay", 1, -85, 60, -95, 52, -77, 64},
    {"Red Sea", 1, 38, 20, 32, 12.8, 43.5, 28},
    {"Arabian Sea", 1, 65, 15, 52, 8, 76.5, 22.5},
    {"Arabian Sea", 1, 65, 15, 59.8, 22.5, 72.8, 25.4},
    {"Bay of Bengal", 1, 88, 14, 80, 6, 95, 22},
    {"South China Sea", 1, 114, 14, 105, 0, 121, 23},
    {"East China Sea", 1, 125, 29, 120, 25, 131, 33},
    {"Philippine Sea", 1, 132, 20, 123, 8, 142, 32},
    {"Sea of Japan", 1, 134.5, 40, 128, 35, 141.5, 48},
    {"Yellow Sea", 1, 123.3, 36, 119, 33, 126.5, 40},
    {"Sea of Okhotsk", 1, 149, 54, 136, 44, 162, 61},
    {"Bering Sea", 1, 182, 58, 164, 52, 202, 65},
    {"Coral Sea", 1, 155, -17, 144, -25, 165, -9},
    {"Tasman Sea", 1, 160, -37, 150, -46, 172, -29},
    {"Andaman Sea", 2, 96, 11, 92.5, 6, 98.5, 16},
    {"Java Sea", 2, 111, -5, 106, -7, 116, -3.2},
    {"Arafura Sea", 2, 135, -9.5, 130, -12, 141, -6},
    {"Timor Sea", 2, 127, -11.5, 122, -14, 131, -9.5},
    {"Celebes Sea", 2, 122, 3.5, 118, 1, 125.5, 6.5},
    {"Persian Gulf", 2, 51.5, 27, 47.8, 23.9, 56.3, 30.4},
    {"Gulf of Oman", 2, 58.5, 24.8, 56.4, 22.6, 61.5, 26},
    {"Gulf of Aden", 2, 48, 12.5, 43.5, 10.5, 51.5, 15},
    {"Gulf of Guinea", 2, 3, 2, -8, -3, 9.5, 6.2},
    {"Gulf of Alaska", 2, -145, 57, -155, 54, -135, 60.5},
    {"Gulf of California", 2, -111, 27, -115, 22.8, -106, 31.5},
    {"Gulf of Thailand", 2, 101.5, 10, 99, 6, 105, 13.5},
    {"Gulf of Tonkin", 2, 107.7, 19.7, 105.6, 17, 110, 21.7},
    {"Bay of Biscay", 2, -4.5, 45.3, -9, 43.4, -1.3, 48},
    {"Adriatic Sea", 2, 16, 42.8, 12.3, 40, 19.8, 45.7},
    {"Aegean Sea", 2, 25.2, 38.5, 22.8, 35.5, 27.5, 40.9},
    {"Ionian Sea", 2, 18.8, 38, 15.8, 36, 21, 40},
    {"Tyrrhenian Sea", 2, 12, 40, 9.5, 38.2, 15.8, 43},
    {"Caspian Sea", 2, 51, 41.5, 46.8, 36.6, 54.5, 47},
    {"English Channel", 2, -2, 49.9, -5.5, 48.6, 1.3, 51},
    {"Irish Sea", 2, -5, 53.7, -6.2, 52, -3, 55},
    {"Gulf of Bothnia", 2, 20, 62.5, 17.2, 60.5, 25, 65.8},
    {"Mozambique Channel", 2, 41, -19, 35, -26, 46, -12},
    {"Great Australian Bight", 2, 130, -34, 124, -38, 138, -31.5},
    {"Baffin Bay", 2, -67, 73.5, -78, 68, -54, 78},
    {"Davis Strait", 2, -58, 66, -64, 62.5, -52, 69},
    {"Drake Passage", 2, -63, -58.5, -70, -62, -55, -55.5},
    {"Gulf of Panama", 2, -79.3, 8.2, -80.4, 7.2, -78.2, 9},
    {"Gulf of Honduras", 2, -87.6, 16.3, -88.9, 15.7, -86.5, 17.3},
};

int waters_count(void)
{
    return (int)(sizeof waters / sizeof waters[0]);
}

const water *waters_get(int index)
{
    return &waters[index];
}

static bool holds(const water *w, geo_point g)
{
    if (g.lat_deg < w->south_deg || g.lat_deg > w->north_deg) /* most are at once */
        return false;
    double lon = g.lon_deg;
    while (lon < w->west_deg)
        lon += 360;
    return lon <= w->east_deg;
}

double water_distance(const water *w, geo_point g)
{
    double dlon = remainder(g.lon_deg - w->lon_deg, 360), dlat = g.lat_deg - w->lat_deg;
    return hypot(dlon / (w->east_deg - w->west_deg), dlat / (w->north_deg - w->south_deg));
}

const water *waters_at(geo_point g)
{
    const water *best = NULL;
    for (int i = 0; i < waters_count(); i++) {
        const water *w = &waters[i];
        if (!holds(w, g) || (best && w->rank < best->rank))
            continue;
        if (!best || w->rank > best->rank || water_distance(w, g) < water_distance(best, g))
            best = w;
    }
    return best;
}
