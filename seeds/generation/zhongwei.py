"""Zhongwei put together: concept by concept, each drawing on those before it."""

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
    """The rows of the whole city, from the code list in ``folder``."""
    draft = SeedWriter()
    territory = generate_divisions(draft, official_communities(folder))
    grids = generate_grids(draft, territory)
    units = generate_units(draft, territory)
    committees = generate_committees(draft, territory, units)
    property_ = generate_property(draft, territory)
    branches = generate_branches(draft, territory, property_.compounds, grids)
    sectors = generate_new_sector_branches(draft, territory, branches)
    alliances = generate_alliances(draft, territory, committees, sectors, units)
    posts = generate_posts(draft, territory, committees, branches)
    generate_seats(draft, committees, property_, posts)
    generate_mentors(draft, territory, committees, posts)
    generate_reporting(draft, territory, units)
    generate_activities(draft, territory, committees, branches, alliances, sectors)
    generate_training(draft, territory)
    generate_support(draft, territory)
    generate_surveys(draft, territory)
    return draft
