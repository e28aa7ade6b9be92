"""Generates Zhongwei, one concept after the other; each uses earlier results."""

from pathlib import Path

from seeds.generation.activities import generate_activities
from seeds.generation.alliances import generate_alliances
from seeds.generation.branches import generate_branches
from seeds.generation.committees import generate_committees
from seeds.generation.divisions import generate_divisions
from seeds.generation.grids import generate_grids
from seeds.generation.mentors import generate_mentors
from seeds.generation.official import official_communities
from seeds.generation.posts import generate_posts
from seeds.generation.property import generate_property
from seeds.generation.reporting import generate_reporting
from seeds.generation.seats import generate_seats
from seeds.generation.sectors import generate_new_sector_branches
from seeds.generation.seed_writer import SeedWriter
from seeds.generation.support import generate_support
from seeds.generation.surveys import generate_surveys
from seeds.generation.training import generate_training
from seeds.generation.units import generate_units


def generate_zhongwei(folder: Path) -> SeedWriter:
    """Reads the code list in ``folder``."""
    writer = SeedWriter()
    territory = generate_divisions(writer, official_communities(folder))
    grids = generate_grids(writer, territory)
    units = generate_units(writer, territory)
    committees = generate_committees(writer, territory, units)
    property_ = generate_property(writer, territory)
    branches = generate_branches(writer, territory, property_.compounds, grids)
    sectors = generate_new_sector_branches(writer, territory, branches)
    alliances = generate_alliances(writer, territory, committees, sectors, units)
    posts = generate_posts(writer, territory, committees, branches)
    generate_seats(writer, committees, property_, posts)
    generate_mentors(writer, territory, committees, posts)
    generate_reporting(writer, territory, units)
    generate_activities(writer, territory, committees, branches, alliances, sectors)
    generate_training(writer, territory)
    generate_support(writer, territory)
    generate_surveys(writer, territory)
    return writer
