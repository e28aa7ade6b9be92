"""Reads a query result into a pandas table: python table.py [url]

Packages: httpx, pandas
"""

import sys

import httpx
import pandas as pd

url = sys.argv[1] if sys.argv[1:] else "http://127.0.0.1:8000/graphql"
query = "{ communities(first: 100) { nodes { code name population grids { totalCount } } } }"

table = pd.json_normalize(httpx.post(url, json={"query": query}, timeout=60).json()["data"]["communities"]["nodes"])

print(table.describe())
