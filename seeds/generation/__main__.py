"""``python -m seeds.generation`` writes the bundled city's files anew; the same program writes the same bytes."""

from seeds.folders import ZHONGWEI
from seeds.generation.zhongwei import draft_zhongwei

if __name__ == "__main__":
    draft_zhongwei(ZHONGWEI).write(ZHONGWEI)
