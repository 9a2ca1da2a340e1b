// SPDX-License-Identifier: MIT
//
// The same in C++17: owners free what they hold, diagnostics become one exception, and the map is
// written through a callback into a stream.
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

#include <tripmap/tripmap.h>

namespace
{

template <auto Free> struct freed_by {
    template <class T> void operator()(T *object) const
    {
        Free(object);
    }
};
using trip_ptr = std::unique_ptr<tripmap_trip, freed_by<tripmap_trip_free>>;
using style_ptr = std::unique_ptr<tripmap_style, freed_by<tripmap_style_free>>;
using atlas_ptr = std::unique_ptr<tripmap_atlas, freed_by<tripmap_atlas_free>>;
using map_ptr = std::unique_ptr<tripmap_map, freed_by<tripmap_map_free>>;

// Collects what the library reports, to be thrown when a call fails.
class problems
{
  public:
    problems() : reporter_{&problems::add, this, 0, 0}
    {
    }
    const tripmap_reporter *reporter() const
    {
        return &reporter_;
    }
    void check(tripmap_status status) const
    {
        if (status != TRIPMAP_OK)
            throw std::runtime_error(text_.empty() ? tripmap_status_text(status) : text_);
    }

  private:
    static void add(void *user, const tripmap_diagnostic *diagnostic)
    {
        static_cast<problems *>(user)->text_ += diagnostic->text;
    }
    tripmap_reporter reporter_;
    std::string text_;
};

map_ptr build(const char *path, const problems &seen)
{
    tripmap_trip *trip = nullptr;
    seen.check(tripmap_trip_load(&trip, path, seen.reporter()));
    trip_ptr trip_owner(trip);
    tripmap_style *style = nullptr;
    seen.check(tripmap_style_load(&style, tripmap_trip_style(trip), nullptr, seen.reporter()));
    style_ptr style_owner(style);
    tripmap_atlas *atlas = nullptr;
    seen.check(tripmap_atlas_open(&atlas, nullptr, seen.reporter()));
    atlas_ptr atlas_owner(atlas);
    tripmap_map *map = nullptr;
    seen.check(tripmap_map_build(&map, trip, style, atlas, nullptr, seen.reporter()));
    return map_ptr(map);
}

int write(void *stream, const void *bytes, size_t length)
{
    auto *out = static_cast<std::ostream *>(stream);
    out->write(static_cast<const char *>(bytes), static_cast<std::streamsize>(length));
    return out->good() ? 1 : 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::cerr << "usage: draw_cpp TRIP.yaml MAP.svg\n";
        return TRIPMAP_BAD_USAGE;
    }
    try {
        problems seen;
        map_ptr map = build(argv[1], seen);
        std::ofstream out(argv[2], std::ios::binary);
        seen.check(
            tripmap_map_write(map.get(), TRIPMAP_SVG, nullptr, write, &out, seen.reporter()));
    } catch (const std::exception &problem) {
        std::cerr << problem.what();
        return 1;
    }
    return 0;
}
