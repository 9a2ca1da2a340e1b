/* SPDX-License-Identifier: MIT
 *
 * Inside atlas/: the land of the world, put together from its countries.
 */
#ifndef TRIPMAP_ATLAS_LAND_H
#define TRIPMAP_ATLAS_LAND_H

#include "atlas/atlas.h"

/* From a layer of countries that was got for the whole world. */
void land_make(atlas_land *out, const atlas_layer *countries);
void land_clear(atlas_land *land);

#endif
