"""The five levels of the administrative tree."""

from typing import Final

from graph.model.declarations import Kind, Property, Relation, one

POPULATION: Final = Property(
    "population", int, "服务居民数。单位：人。 Residents. Unit: people.", minimum=0, also=("人口", "居民数", "居民人数")
)

PROVINCE = Kind("Province", "provinces", "省、自治区、直辖市。 A province.", properties=(POPULATION,))
CITY = Kind("City", "cities", "地级市。 A city of prefecture level.", properties=(POPULATION,), also=("市",))
COUNTY = Kind("County", "counties", "县、区。 A county or an urban district.", properties=(POPULATION,))
TOWNSHIP = Kind("Township", "townships", "乡镇、街道。 A township or a subdistrict.", properties=(POPULATION,))
COMMUNITY = Kind("Community", "communities", "社区。 A community, the base unit of a city.", properties=(POPULATION,))

DIVISIONS: Final = (PROVINCE, CITY, COUNTY, TOWNSHIP, COMMUNITY)
"""The levels of the administrative tree, top first. Their nodes also carry the label Division."""

ADMINISTERS = Relation(
    "ADMINISTERS",
    DIVISIONS[:-1],
    DIVISIONS[1:],
    "管辖下级区划。 A division administers one below it.",
    backward=one("parent", "上一级区划。 The nearest division above that exists."),
)
