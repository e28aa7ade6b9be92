"""``python -m seeds.generation`` writes the bundled city, with the same bytes in every run."""

from seeds.generation.zhongwei import generate_zhongwei
from seeds.loader.folders import ZHONGWEI

if __name__ == "__main__":
    generate_zhongwei(ZHONGWEI).write(ZHONGWEI)
