"""Prints the communities of a city and the member units of their joint committees: python communities.py [url]

Packages: gql[httpx]
"""

import sys

from gql import Client, gql
from gql.transport.httpx import HTTPXTransport

client = Client(transport=HTTPXTransport(url=sys.argv[1] if sys.argv[1:] else "http://127.0.0.1:8000/graphql", timeout=60))
query = gql("{ communities(first: 100) { nodes { name jointCommittee { memberUnits { totalCount } } } } }")
for community in client.execute(query)["communities"]["nodes"]:
    committee = community["jointCommittee"]
    print(community["name"], committee and committee["memberUnits"]["totalCount"])
