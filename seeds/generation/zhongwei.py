"""Zhongwei put together: concept by concept, each drawing on those before it."""

from pathlib import Path

from seeds.generation.activities import draw_activities
from seeds.generation.alliances import draw_alliances
from seeds.generation.branches import draw_branches
from seeds.generation.committees import draw_committees
from seeds.generation.divisions import draw_divisions
from seeds.generation.draft import Draft
from seeds.generation.grids import draw_grids
from seeds.generation.mentors import draw_mentors
from seeds.generation.official import official_communities
from seeds.generation.posts import draw_posts
from seeds.generation.property import draw_property
from seeds.generation.reporting import draw_reporting
from seeds.generation.seats import draw_seats
from seeds.generation.sectors import draw_new_sector_branches
from seeds.generation.support import draw_support
from seeds.generation.surveys import draw_surveys
from seeds.generation.training import draw_training
from seeds.generation.units import draw_units


def draft_zhongwei(folder: Path) -> Draft:
    """The rows of the whole city, from the code list in ``folder``."""
    draft = Draft()
    territory = draw_divisions(draft, official_communities(folder))
    grids = draw_grids(draft, territory)
    units = draw_units(draft, territory)
    committees = draw_committees(draft, territory, units)
    property_ = draw_property(draft, territory)
    branches = draw_branches(draft, territory, property_.compounds, grids)
    sectors = draw_new_sector_branches(draft, territory, branches)
    alliances = draw_alliances(draft, territory, committees, sectors, units)
    posts = draw_posts(draft, territory, committees, branches)
    draw_seats(draft, committees, property_, posts)
    draw_mentors(draft, territory, committees, posts)
    draw_reporting(draft, territory, units)
    draw_activities(draft, territory, committees, branches, alliances, sectors)
    draw_training(draft, territory)
    draw_support(draft, territory)
    draw_surveys(draft, territory)
    return draft
