# SPDX-License-Identifier: MIT
"""The Python module against a built or installed library: TRIPMAP_LIBRARY=FILE python3 THIS."""

import gc
import os
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tripmap  # noqa: E402

ANDES = {"title": "Двое & <co>", "from": "Washington", "map": {"page": "600x400"},
         "stops": [{"place": "Lima, Peru", "dates": "2001-02-03", "issues": ["Trade"]},
                   "Quito, Ecuador"]}


class Maps(unittest.TestCase):
    def test_formats(self):
        picture = tripmap.draw(tripmap.Trip(ANDES))
        self.assertEqual(picture.size, (600, 400))
        self.assertTrue(picture.to_bytes("png").startswith(b"\x89PNG"))
        self.assertTrue(picture.to_bytes("pdf").startswith(b"%PDF"))
        self.assertTrue("<svg" in picture._repr_svg_())
        self.assertTrue("Двое &amp; &lt;co&gt;" in picture._repr_svg_())
        self.assertGreater(len(picture.to_bytes("png", scale=2)), len(picture.to_bytes("png")))
        self.assertIn("Lima", picture.alt_text)
        self.assertIsInstance(picture.layout, dict)
        with self.assertRaises(ValueError):
            picture.to_bytes("gif")
        with self.assertRaises(TypeError):
            picture.to_bytes("png", colour=1)

    def test_same_bytes_as_the_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "map.svg")
            picture = tripmap.draw(tripmap.Trip(ANDES))
            picture.save(path)
            with open(path, "rb") as file:
                self.assertEqual(file.read(), picture.to_bytes("svg"))
            with self.assertRaises(tripmap.Error) as caught:
                picture.save(os.path.join(folder, "none", "map.svg"))
            self.assertEqual(caught.exception.status, 3)

    def test_styles_and_settings(self):
        self.assertIn("night", tripmap.styles())
        trip = tripmap.Trip(ANDES)
        plain = tripmap.draw(trip).to_bytes()
        self.assertNotEqual(plain, tripmap.draw(trip, style="night").to_bytes())
        blue = tripmap.draw(trip, settings={"route": "#0123ab"}).to_bytes()
        self.assertTrue(b"#0123ab" in blue)
        with self.assertRaises(tripmap.Error):
            tripmap.draw(trip, settings={"rout": "#0123ab"})

    def test_compare(self):
        other = tripmap.Trip({"title": "Two", "stops": ["Bogotá", "Caracas"]})
        both = tripmap.draw([tripmap.Trip(ANDES), other], title="Both")
        self.assertIn("Caracas", both.alt_text)

    def test_maps_outlive_their_trip(self):
        picture = tripmap.draw(tripmap.Trip(ANDES))
        gc.collect()
        self.assertTrue(picture.to_bytes())

    def test_threads(self):
        trip, seen = tripmap.Trip(ANDES), []
        threads = [threading.Thread(target=lambda: seen.append(tripmap.draw(trip).to_bytes()))
                   for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(seen, [tripmap.draw(trip).to_bytes()] * 4)


class Versions(unittest.TestCase):
    def test_module_and_library_are_of_one_version(self):
        project = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pyproject.toml")
        with open(project, encoding="utf-8") as file:
            self.assertIn(f'version = "{tripmap.version()}"', file.read())


class Problems(unittest.TestCase):
    def test_diagnostics(self):
        with self.assertRaises(tripmap.Error) as caught:
            tripmap.Trip("stops:\n  - {place: Lima, isues: [a]}\n", name="t.yaml")
        first = caught.exception.diagnostics[0]
        self.assertEqual((first.code, first.file, first.line), ("unknown-key", "t.yaml", 2))
        self.assertIn("isues", str(caught.exception))
        self.assertEqual(caught.exception.status, 1)

    def test_missing_file(self):
        with self.assertRaises(tripmap.Error) as caught:
            tripmap.Trip.load("/nowhere/trip.yaml")
        self.assertEqual(caught.exception.status, 3)

    def test_warnings(self):
        text = ("stops: [{place: Lima, dates: 2001-02-03}, {place: Quito, dates: 2001-01-03}]\n"
                "map: {page: 600x400}")
        self.assertEqual([d.code for d in tripmap.Trip(text).diagnostics], ["dates-order"])


class Places(unittest.TestCase):
    def test_found(self):
        place = tripmap.find("Bombay", date="1955")
        self.assertEqual((place.label, place.name, place.iso_a2), ("Bombay", "Mumbai", "IN"))
        self.assertAlmostEqual(place.lon, 72.8, delta=0.5)
        self.assertTrue(place.candidates)

    def test_not_found(self):
        with self.assertRaises(tripmap.Error) as caught:
            tripmap.find("San Carlos")
        self.assertGreater(len(caught.exception.candidates), 1)
        with self.assertRaises(tripmap.Error):
            tripmap.find("Lima", date="yesterday")


if __name__ == "__main__":
    unittest.main()
