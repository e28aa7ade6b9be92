"""All entities and links in memory as arrays: what linkage and coverage are computed on."""
