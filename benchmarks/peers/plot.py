# SPDX-License-Identifier: BSL-1.0
"""Time against the number of rules as SVG, both axes logarithmic, one line for each contender."""
import math
from html import escape

WIDTH, HEIGHT = 940, 600
LEFT, RIGHT, TOP, BOTTOM = 74, 250, 46, 56
APART = 17  # px between two names
# All readable on white and on black, like the grey of the axes.
OWN = "#e8590c"
COLOURS = ["#2f8f46", "#3b7dd8", "#a05cc0", "#b08400", "#c2456e", "#1796a3", "#7c7c30", "#8d6e63", "#5c6bc0",
           "#e0719c", "#558b2f", "#ad6c1e", "#6a8caf", "#9e5a5a", "#4d9078"]
STYLE = """text { font: 13px system-ui, sans-serif; fill: #777 } .title { font-size: 16px; font-weight: 600 }
.grid { stroke: #8884; stroke-width: 1 } path { fill: none; stroke-width: 1.8 } path.own { stroke-width: 3.6 }
.own { font-weight: 700 } .lead { stroke-width: 0.8; stroke-dasharray: 2 2 }"""


def unit(ns):
    for size, name in ((1e9, "s"), (1e6, "ms"), (1e3, "µs")):
        if ns >= size:
            return f"{ns / size:g} {name}"
    return f"{ns:g} ns"


def spread(wanted):
    """{name: y}, moved as little as keeps names apart and within the plot."""
    placed, lowest = {}, -math.inf
    for name, y in sorted(wanted.items(), key=lambda item: item[1]):
        lowest = placed[name] = max(y, lowest + APART)
    highest = HEIGHT - BOTTOM + APART
    for name in reversed(placed):
        highest = placed[name] = min(placed[name], highest - APART)
    return placed


def axes(sizes, decades, x, y):
    for k in sizes:
        yield f'<line class="grid" x1="{x(k):.1f}" x2="{x(k):.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
        yield f'<text x="{x(k):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{k:,}</text>'
    for power in decades:
        at = y(10 ** power)
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{at:.1f}" y2="{at:.1f}"/>'
        yield f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{unit(10 ** power)}</text>'
    yield f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 14}" text-anchor="middle">number of rules</text>'
    yield f'<text class="title" x="{LEFT}" y="26">Finding all true rules of one case: time by number of rules</text>'


def lines(points, own):
    """`points` is {name: {rules: ns}}; the line of `own` is the thick one."""
    sizes = sorted({k for by_rules in points.values() for k in by_rules})
    times = [ns for by_rules in points.values() for ns in by_rules.values()]
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
    wide, tall = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    span = max(1e-9, math.log10(sizes[-1] / sizes[0]))
    x = lambda k: LEFT + wide * math.log10(k / sizes[0]) / span
    y = lambda ns: HEIGHT - BOTTOM - tall * (math.log10(ns) - low) / (high - low)
    drawn = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
             'role="img">', f"<style>{STYLE}</style>", *axes(sizes, range(low, high + 1), x, y)]
    names = spread({name: y(max(by_rules.items())[1]) for name, by_rules in points.items()})
    for number, name in enumerate(names):
        colour, mark = COLOURS[number % len(COLOURS)], ""
        if name == own:
            colour, mark = OWN, ' class="own"'
        corners = [(x(k), y(ns)) for k, ns in sorted(points[name].items())]
        path = " L".join(f"{a:.1f} {b:.1f}" for a, b in corners)
        drawn.append(f'<path{mark} stroke="{colour}" d="M{path}"/>')
        drawn += [f'<circle fill="{colour}" cx="{a:.1f}" cy="{b:.1f}" r="{4 if mark else 2.6}"/>' for a, b in corners]
        end, at = corners[-1], names[name]
        drawn.append(f'<line class="lead" stroke="{colour}" x1="{end[0]:.1f}" y1="{end[1]:.1f}" '
                     f'x2="{WIDTH - RIGHT + 20}" y2="{at:.1f}"/>')
        drawn.append(f'<text{mark} x="{WIDTH - RIGHT + 24}" y="{at + 4:.1f}" style="fill: {colour}">{escape(name)}</text>')
    return "\n".join([*drawn, "</svg>"]) + "\n"
