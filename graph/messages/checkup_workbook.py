"""Texts of the workbook of a check-up: sheets, titles of tables, names of rows, and the method below each."""

from typing import Final

from graph.messages.message import Message

WHOLE_NETWORKS: Final = Message("Whole networks", "整体网")
PROVENANCE_OF_TIES: Final = Message("Provenance", "联系来历")
STRUCTURAL_HOLES: Final = Message("Structural holes", "结构洞")
SUBGROUPS: Final = Message("Subgroups", "凝聚子群")
CORE_PERIPHERY: Final = Message("Core-periphery", "核心-边缘")
CONCOR: Final = Message("CONCOR", "CONCOR")
BROKERS: Final = Message("Brokers", "中间人")
TWO_MODE_NETWORKS: Final = Message("Two-mode networks", "双模网络")
TWO_MODE_ACTORS: Final = Message("Two-mode actors", "双模行动者")
QAP: Final = Message("QAP", "QAP")
SIZE_AND_DENSITY: Final = Message("Size and density", "规模与密度")
SIZE_AND_DENSITY_METHOD: Final = Message(
    "Density is ties / possible pairs, n(n-1)/2 undirected, n(n-1) directed, n1 n2 two-mode, without weights; high counts missing "
    "ties that are unknown as present. Transitivity is 3 triangles / 2-paths, of one-mode networks.",
    "整体网规模是行动者数。密度 = 联系数 ÷ 可能的对数：单模无向 n(n−1)/2，有向 n(n−1)，双模 n₁·n₂，不计权重；密度上限把未登记而缺少的联系算作存在。孤立点是没有联系的行动者；传递性 = 3 × 三角形数 ÷ 二步路径数，只对单模网络。",
)
DISTANCES: Final = Message("Distances", "距离")
DISTANCES_METHOD: Final = Message(
    "Average distance and diameter are of reachable pairs; compactness is the mean of 1/d of all pairs, 0 if unreachable.",
    "平均距离与直径只算可达的对；紧密度是所有对的 1/d 的平均，不可达为 0。",
)
CENTRALIZATION: Final = Message("Centralization", "中心势")
CENTRALIZATION_METHOD: Final = Message(
    "Freeman 1979: the sum of differences to the maximum / the largest possible sum; by mode in two-mode networks, first mode one. "
    "Closeness is defined in connected networks.",
    "中心势（Freeman 1979）= 各行动者与最大中心度之差的和 ÷ 该和可能的最大值；双模网络按模分别计算，前三列是模一。接近中心势只在连通网有定义。",
)
TIES_BY_PROVENANCE: Final = Message("Ties by provenance", "各网络联系的来历")
TIES_BY_PROVENANCE_METHOD: Final = Message(
    "Measures of a network whose ties are ILLUSTRATIVE are illustrative too.",
    "OFFICIAL 官方代码，PUBLISHED 公开报道，IMPORTED 导入，ILLUSTRATIVE 示例数据：以示例数据为主的网络，其网络指标也只是示例。",
)
MEMBER_UNITS: Final = Message("Member units", "成员单位")
JOINT_COMMITTEES: Final = Message("Joint committees", "联合党委")
ALLIES: Final = Message("Allies", "联盟成员")
ALL_MEASURES: Final = Message("All measures of the actors", "行动者的全部网络指标")
ALL_MEASURES_METHOD: Final = Message(
    "Betweenness is raw (Freeman 1979); closeness of Wasserman and Faust; eigenvectors have the maximum 1; constraint, effective "
    "size, efficiency and hierarchy are Burt's (1992), weighted; subgroups are of Leiden, seed 1; core is of the discrete, coreness "
    "of the continuous model; CONCOR has two splits. An empty cell is not defined.",
    "度数是联系数，强度是权重之和；中间中心度为未标准化值（Freeman 1979）；接近中心度按 Wasserman 与 Faust 乘以可达比例；特征向量中心度以最大者为 1；结构洞限制度、有效规模、效率、等级度按 Burt 1992 计权重；"
    "凝聚子群为 Leiden（种子 1）；核心为离散模型，核心度为连续模型；CONCOR 分两次。空格表示无定义。",
)
STRUCTURAL_HOLES_METHOD: Final = Message(
    "A lower constraint (Burt 1992) means more structural holes: the sum over j of (p_ij + sum over q of p_iq p_qj)^2, p being "
    "shares of weights. Effective size leaves out redundant contacts; efficiency is effective size / degree.",
    "结构洞限制度（Burt 1992）越低，行动者越占据结构洞：c = Σⱼ (pᵢⱼ + Σ_q pᵢ_q p_qⱼ)²，p 为权重份额；有效规模减去联系人之间的冗余，效率 = 有效规模 ÷ 度数。",
)
PARTITIONS_METHOD: Final = Message(
    "Cohesive subgroups of Leiden, seed 1, resolution 1; modularity is weighted. Isolates are groups of their own; the table below "
    "has groups of two or more. The sheets of actors have the members.",
    "凝聚子群由 Leiden 算法（种子 1，分辨率 1）得到，模块度按 Newman 计权重；孤立点各成一群，下表只列两个以上行动者的子群，成员见各行动者表的“凝聚子群”列。",
)
PARTITIONS: Final = Message("Partitions", "凝聚子群概况")
COHESIVE_SUBGROUPS: Final = Message("Cohesive subgroups", "凝聚子群")
COHESIVE_SUBGROUPS_METHOD: Final = Message(
    "Ties within the group / pairs within it.", "子群密度 = 子群内的联系数 ÷ 子群内可能的对数。"
)
CORE_AND_PERIPHERY_METHOD: Final = Message(
    "Core-periphery of Borgatti and Everett (1999): ties within the core, none within the periphery, those between ignored; fit is "
    "the correlation with the ideal. The continuous model is MINRES.",
    "核心-边缘（Borgatti 与 Everett 1999）：离散模型中核心内全连、边缘内不连，核心与边缘之间不计；拟合是与理想模型的相关系数。连续模型为 MINRES。",
)
CORE_AND_PERIPHERY: Final = Message("Core and periphery", "核心-边缘结构")
ACTORS_OF_THE_CORE: Final = Message("Actors of the core", "核心行动者")
ACTORS_OF_THE_CORE_METHOD: Final = Message(
    "Members of the core of the discrete model, by kind and code.", "离散模型的核心成员，按种类和编码排列。"
)
CONCOR_BLOCKS_METHOD: Final = Message(
    "CONCOR (Breiger, Boorman and Arabie 1975): iterated correlations, split twice into at most four blocks, and one of the actors "
    "without ties. Each row is a block with its densities to all blocks; R² is the share of ties explained. The sheets of actors "
    "have the members.",
    "CONCOR（Breiger、Boorman 与 Arabie 1975）反复求相关，分两次得到至多四个块，没有联系的行动者另成一块；每行是一个块及其与各块之间的密度（像矩阵的依据），R² 是密度矩阵解释的联系比例。没有联系的网络无定义；"
    "成员见各行动者表的“CONCOR 块”列。",
)
CONCOR_BLOCKS: Final = Message("CONCOR blocks and densities", "CONCOR 块与密度矩阵")
TOWNSHIP: Final = Message("Township", "乡镇")
SECTOR: Final = Message("Sector", "行业")
BROKERAGE_ROLES: Final = Message("Brokerage roles", "中间人角色")
BROKERAGE_ROLES_METHOD: Final = Message(
    "Gould and Fernandez (1989): a to v to b without a to b, by the groups of the three; expectation and deviation follow from size "
    "and density. In undirected networks each pair counts in both orders.",
    "中间人（Gould 与 Fernandez 1989）：a→v→b 而无 a→b，按三者所属的组分为 COORDINATOR 协调人、ITINERANT 咨询人、REPRESENTATIVE 发言人、GATEKEEPER 守门人、LIAISON 联络人；"
    "期望与标准差由规模和密度得出。无向网每对算两次，故发言人与守门人相等。",
)
BROKERS_BY_TOTAL: Final = Message("Brokers by total", "中间人，按合计排列")
BROKERS_BY_TOTAL_METHOD: Final = Message(
    "Actors with a count above 0, at most {maximum} of a network and grouping. A group is a code or a sector; - is none.",
    "只列次数大于零者，每个网络与分组至多 {maximum} 个。所属组为乡镇代码或行业；“-”表示没有。",
)
BROKERS_LEFT_OUT: Final = Message(
    "{projection}, {by}: {maximum} of {number} brokers are listed.",
    "{projection}，{by}：{number} 个中间人中列出 {maximum} 个。",
)
MODES: Final = Message("The modes of two-mode networks", "双模网络的两个模")
MODES_METHOD: Final = Message(
    "Density is ties / (n1 n2); Robins and Alexander's clustering is 4 four-cycles / 3-paths; Opsahl's is closed 4-paths / 4-paths.",
    "双模网络：行动者（模一）与所属的组织或活动（模二）。密度 = 联系数 ÷ (n₁·n₂)；Robins-Alexander 聚类系数 = 4 × 四元环数 ÷ 三步路径数；Opsahl 聚类系数 = 闭合的四步路径 ÷ 四步路径。",
)
ACTORS_OF_TWO_MODE_NETWORKS: Final = Message("Actors of two-mode networks", "双模网络的行动者")
ACTORS_OF_TWO_MODE_NETWORKS_METHOD: Final = Message(
    "Closeness of Borgatti and Everett (1997); betweenness is raw; clustering is Opsahl's, redundancy that of Latapy and others "
    "(2008); subgroups are label propagation on Barber's modularity. Structural holes are not defined; see the one-mode sheets.",
    "接近中心度按 Borgatti 与 Everett 1997，中间中心度未标准化，聚类系数按 Opsahl，冗余度按 Latapy 等 2008；凝聚子群按 Barber 模块度的标签传播。结构洞在双模网络无定义，见单位与党委各表。",
)
SAME_TOWNSHIP: Final = Message("Same township", "同乡镇")
SAME_TYPE: Final = Message("Same type", "同类别")
ALLIANCES_SHARED: Final = Message("Alliances shared", "同联盟（共享联盟数）")
COMMITTEES_SHARED: Final = Message("Committees shared", "共同隶属（共享党委数）")
UNITS_SHARED: Final = Message("Units shared", "共享单位数")
QAP_CORRELATIONS: Final = Message("QAP correlations", "QAP 相关")
NO_CORRELATION: Final = Message("{variable}, {compared}: {problem}", "{variable}与{compared}：{problem}")
QAP_CORRELATIONS_METHOD: Final = Message(
    "QAP: the correlation of two matrices, compared with {permutations} permutations of rows and columns together, seed {seed}; p is "
    "the share of permutations at least (at most) as large. An empty cell: a variable is constant.",
    "QAP：两个矩阵对应元素的相关系数，与行列一同置换 {permutations} 次（种子 {seed}）的分布比较；p 是置换后不小于（不大于）观察值的比例。空格表示变量没有变化，相关系数无定义。",
)
