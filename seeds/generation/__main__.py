"""``python -m seeds.generation`` writes the bundled city; every run writes the same bytes."""

from seeds.generation.zhongwei import generate_zhongwei
from seeds.loader.folders import ZHONGWEI

if __name__ == "__main__":
    generate_zhongwei(ZHONGWEI).write(ZHONGWEI)
