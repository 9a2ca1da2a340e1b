# SPDX-License-Identifier: MIT
# Writes Natural Earth 2.0.0 as r-cran-rnaturalearthdata holds it back to shapefiles: Rscript
# export.R FOLDER. The geometry comes out byte for byte as in the official files.
suppressMessages({
  library(sf)
  library(sp)
  library(maps)
})
sf_use_s2(FALSE)
out <- commandArgs(TRUE)[1]

# Names that changed since 2015, as in Natural Earth 5: ADM0_A3, NAME, NAME_LONG.
renamed <- list(
  c("SWZ", "eSwatini", "Kingdom of eSwatini"),
  c("MKD", "North Macedonia", "North Macedonia"),
  c("CZE", "Czechia", "Czech Republic"),
  c("CPV", "Cabo Verde", "Republic of Cabo Verde"),
  c("KOR", "South Korea", "Republic of Korea"),
  c("PRK", "North Korea", "Dem. Rep. Korea"),
  c("LAO", "Laos", "Lao PDR"),
  c("USA", "United States of America", "United States"),
  c("ALD", "\u00c5land", "\u00c5land Islands")
)
# Text columns whose "-99" the package's reader turned into NA.
coded <- c("iso_a2", "iso_a3", "iso_n3", "wb_a2", "wb_a3", "adm0_a3_is", "adm0_a3_us", "economy",
           "income_grp")

restore_column <- function(name, x) {
  if (is.factor(x)) x <- as.character(x)
  if (is.character(x)) {
    x <- enc2utf8(x)
    if (name == "un_a3") x[is.na(x)] <- "-099"
    if (name %in% coded) x[is.na(x)] <- "-99"
    return(x)
  }
  x <- as.numeric(x)
  x[is.na(x)] <- -99
  if (all(x == floor(x)) && all(abs(x) < 2e9)) as.integer(x) else x
}

restore <- function(layer) {
  geometry <- st_geometry(layer)
  table <- st_drop_geometry(layer)
  for (name in names(table)) table[[name]] <- restore_column(name, table[[name]])
  if (all(c("adm0_a3", "name_long") %in% names(table))) {
    for (new in renamed) {
      row <- which(table$adm0_a3 == new[1] & table$gu_a3 == new[1])
      table$name[row] <- new[2]
      table$name_long[row] <- new[3]
    }
  }
  names(table) <- toupper(names(table))
  st_sf(table, geometry = st_set_crs(geometry, 4326))
}

export <- function(dataset, name) {
  holder <- new.env()
  data(list = dataset, package = "rnaturalearthdata", envir = holder)
  unlink(Sys.glob(file.path(out, paste0(name, ".*"))))
  st_write(restore(st_as_sf(get(dataset, holder))), file.path(out, paste0(name, ".shp")),
           driver = "ESRI Shapefile", layer_options = c("ENCODING=UTF-8", "RESIZE=YES"),
           quiet = TRUE)
}

for (scale in c(110, 50)) {
  export(paste0("countries", scale), sprintf("ne_%dm_admin_0_countries", scale))
  export(paste0("map_units", scale), sprintf("ne_%dm_admin_0_map_units", scale))
  export(paste0("coastline", scale), sprintf("ne_%dm_coastline", scale))
  export(paste0("tiny_countries", scale), sprintf("ne_%dm_admin_0_tiny_countries", scale))
}
export("states50", "ne_50m_admin_1_states_provinces_lakes")

# The lakes of r-cran-maps as a table of points; rings are separated by NA.
lakes <- map("lakes", plot = FALSE, fill = TRUE)
ring <- cumsum(is.na(lakes$x)) + 1
points <- data.frame(name = lakes$names[ring], x = lakes$x, y = lakes$y)
write.csv(points[!is.na(lakes$x), ], file.path(out, "maps_lakes.csv"), row.names = FALSE)
