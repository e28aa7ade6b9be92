"""A small study of Zhongwei's party-building alliances: python alliances.py [url] [picture.svg]

Packages: networkx, numpy, scipy
"""

import json
import sys
import urllib.request
from html import escape
from pathlib import Path

import networkx

BASE = sys.argv[1] if sys.argv[1:] else "http://127.0.0.1:8000"
PICTURE = Path(sys.argv[2] if sys.argv[2:] else "alliances.svg")
QUESTION = "scope=6405&asOf=2022-09-22"
COLOURS = {"ALLIANCE": "#c0392b", "JOINT_COMMITTEE": "#2c6fbb", "MEMBER_UNIT": "#7f8c8d", "NEW_SECTOR_BRANCH": "#27ae60"}


def network(projection):
    """Returns a network of the city as a networkx graph."""
    with urllib.request.urlopen(f"{BASE}/exports/{projection}.json?{QUESTION}") as file:
        return networkx.node_link_graph(json.load(file), edges="edges")


def api(projection, selection):
    """Returns fields of the same network, as the API computes them."""
    query = f'{{ network(scope: "6405", asOf: "2022-09-22", projection: {projection}) {{ {selection} }} }}'
    request = urllib.request.Request(
        f"{BASE}/graphql", json.dumps({"query": query}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as file:
        return json.load(file)["data"]["network"]


def show(name, value, of_api=None):
    """Prints a figure; stops if the API has another value."""
    if of_api is not None and abs(value - of_api) > 1e-9:
        sys.exit(f"{name}: networkx has {value}, the API {of_api}")
    print(f"{name}\t{round(value, 4) if isinstance(value, float) else value}")


def draw(graph, path):
    """Writes the picture: alliances red, joint committees blue, new-sector branches green, member units grey."""
    places = networkx.spring_layout(graph, seed=1, iterations=200)
    x, y = ([coordinates[axis] for coordinates in places.values()] for axis in (0, 1))
    scaled = {
        node: (20 + 760 * (at[0] - min(x)) / (max(x) - min(x)), 20 + 560 * (at[1] - min(y)) / (max(y) - min(y)))
        for node, at in places.items()
    }
    lines = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" font-size="12" font-family="sans-serif">']
    for one, two in graph.edges:
        (x1, y1), (x2, y2) = scaled[one], scaled[two]
        lines.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#cccccc"/>')
    for node, values in graph.nodes(data=True):
        (cx, cy), kind = scaled[node], values["kind"]
        size = 10 if kind == "ALLIANCE" else 4
        lines.append(
            f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="{size}" fill="{COLOURS[kind]}"><title>{escape(values["name"])}</title></circle>'
        )
        if kind == "ALLIANCE":
            lines.append(f'<text x="{cx + 12:.1f}" y="{cy + 4:.1f}">{escape(values["name"])}</text>')
    path.write_text("\n".join([*lines, "</svg>", ""]), encoding="utf-8")


alliance, allies, committees = network("alliance"), network("ally-overlap"), network("committee-overlap")
alliances = [node for node, values in alliance.nodes(data=True) if values["kind"] == "ALLIANCE"]
joined = alliance.subgraph([node for node, degree in alliance.degree if degree])
of_api = api("ALLIANCE", "nodeCount tieCount isolates density citation")
of_allies = api("ALLY_OVERLAP", "density transitivity components centralization(measure: DEGREE)")

print("1. How far do the alliances reach?")
show("alliances", len(alliances))
show("possible allies", alliance.number_of_nodes() - len(alliances))
show("ties", alliance.number_of_edges(), of_api["tieCount"])
show("isolates", networkx.number_of_isolates(alliance), of_api["isolates"])
show("density", networkx.bipartite.density(alliance, alliances), of_api["density"])
for node in sorted(alliances):
    kinds = [alliance.nodes[ally]["kind"] for ally in alliance[node]]
    for kind in sorted(set(kinds)):
        show(f"{alliance.nodes[node]['name']}, {kind}", kinds.count(kind))

print("2. Who links the alliances?")
for node in sorted(joined):
    if node not in alliances and joined.degree[node] > 1:
        show(f"{node} {joined.nodes[node]['name']}", joined.degree[node])

print("3. Which network do allies form?")
show("density", networkx.density(allies), of_allies["density"])
show("transitivity", networkx.transitivity(allies), of_allies["transitivity"])
show("components", networkx.number_connected_components(allies), of_allies["components"])
size = allies.number_of_nodes()
largest = max(degree for _, degree in allies.degree)
spread = sum(largest - degree for _, degree in allies.degree) / ((size - 1) * (size - 2))
show("degree centralization", spread, of_allies["centralization"])

print("4. Do the alliances join committees that share no unit?")
code_of = {node: values["code"] for node, values in allies.nodes(data=True)}
pairs = {
    frozenset((code_of[one], code_of[two]))
    for one, two in allies.edges
    if allies.nodes[one]["kind"] == allies.nodes[two]["kind"] == "JOINT_COMMITTEE"
}
shared = {frozenset((committees.nodes[one]["code"], committees.nodes[two]["code"])) for one, two in committees.edges}
show("pairs of allied committees", len(pairs))
show("of them sharing a unit", len(pairs & shared))
show("joined by an alliance alone", len(pairs - shared))

draw(joined, PICTURE)
print(of_api["citation"])
