"""Lists of people whose publication harms them, and lists that only look alike (PII-05)."""

from collections.abc import Callable
from random import Random

from tests.scanning.planted.homes import TOWNS, VILLAGES
from tests.scanning.planted.people import names, written

# What the people of a list have in common; the detectors know some of these words only.
GROUNDS = (
    "最低生活保障对象", "城乡低保", "特困供养人员", "分散供养五保户", "重度残疾人护理补贴",
    "困难残疾人生活补贴",
    "肢体二级残疾", "听力残疾人康复救助", "孕产妇健康随访", "免费孕前优生检查",
    "计划生育特殊家庭", "建档立卡贫困户",
    "脱贫不稳定户", "大病救助", "门诊慢性病认定", "尿毒症透析患者", "恶性肿瘤患者救助",
    "肺结核患者管理",
    "严重精神障碍患者监护补助", "精神病患者以奖代补", "社区戒毒人员", "吸毒人员尿检",
    "社区矫正对象", "刑满释放安置帮教",
    "孤儿基本生活费", "事实无人抚养儿童", "农村留守妇女", "困境儿童保障", "艾滋病感染者关怀",
    "白血病患儿救助",
    "失独家庭扶助", "低收入人口", "临时救助", "重点优抚对象医疗补助", "失能老人护理",
    "高血压糖尿病随访",
)  # fmt: skip
CHILDREN = (
    "明阳小学一年级新生录取", "实验小学三年级二班学生", "机关幼儿园大班幼儿",
    "中心幼儿园拟录取", "学前教育资助",
    "义务教育阶段寄宿生补助（小学部）", "少年宫舞蹈班学员", "新生儿疾病筛查阳性",
    "农村留守儿童", "困境儿童生活补贴",
    "小学组作文比赛获奖学生", "特殊教育学校低年级学生",
)  # fmt: skip
HARMLESS = (
    "拟聘用事业单位工作人员", "优秀共产党员", "第三批非遗代表性传承人", "公务员考试体能测评",
    "人大代表候选人",
    "科技特派员", "特级教师", "优秀班主任", "评标专家抽取结果", "公共租赁住房摇号结果",
    "招聘幼儿园教师面试成绩",
    "小学教师资格认定", "残联理事会成员", "精神文明建设先进个人", "脱贫攻坚先进个人",
    "抗疫先进护士",
)  # fmt: skip
SCHOOLS = ("明阳", "龙泉", "白沙", "方园", "育英", "金水", "康乐")
VILLAGE_WORDS = ("东", "西", "新", "上", "下")


def sensitive(rng: Random) -> str:
    """A list of one of GROUNDS."""
    return _list(rng, rng.choice(GROUNDS))


def children(rng: Random) -> str:
    """A list of children."""
    return _list(rng, rng.choice(CHILDREN))


def _list(rng: Random, ground: str) -> str:
    people = [written(rng, name) for name in names(rng, rng.randint(3, 40))]
    form = rng.choice((_table, _table, _flat, _numbered, _groups, _columns, _sentences))
    return form(rng, ground, people)


def _title(rng: Random, ground: str) -> str:
    when = rng.choice(("", "2026年", "2026年三季度", "第二批"))
    end = rng.choice(("名单公示", "花名册", "发放明细表", "名单", "拟定人员公示", "公示", "情况表"))
    return when + ground + end


def _table(rng: Random, ground: str, people: list[str]) -> str:
    """Numbered rows with a village, an age, an amount."""
    heads = [
        "序号",
        rng.choice(("姓名", "姓 名", "户主姓名", "申请人")),
        "性别",
        "村（居）",
        "金额",
    ]
    rows = [
        [str(n), who, rng.choice("男女"), rng.choice(VILLAGES), f"{rng.randint(60, 900)}"]
        for n, who in enumerate(people, 1)
    ]
    if rng.random() < 0.4:
        heads.append("备注")
        rows = [[*row, ground[:6]] for row in rows]
    return "\n".join([_title(rng, ground), *("\t".join(row) for row in (heads, *rows))])


def _flat(rng: Random, ground: str, people: list[str]) -> str:
    mark = rng.choice(("、", "  ", "，", " ", "；"))
    return f"{_title(rng, ground)}（共{len(people)}人）：\n{mark.join(people)}"


def _numbered(rng: Random, ground: str, people: list[str]) -> str:
    mark = rng.choice((".", "、", "．", " ", "）"))
    lines = (f"{n}{mark}{who}" for n, who in enumerate(people, 1))
    return "\n".join((_title(rng, ground), *lines))


def _groups(rng: Random, ground: str, people: list[str]) -> str:
    """Village after village."""
    third = max(len(people) // 3, 1)
    groups = (people[i : i + third] for i in range(0, len(people), third))
    lines = (f"{rng.choice(VILLAGES)}（{len(group)}人）：{'、'.join(group)}" for group in groups)
    return "\n".join((_title(rng, ground), *lines))


def _columns(rng: Random, ground: str, people: list[str]) -> str:
    """Four names a row, as Word tables have them."""
    rows = ("\t".join(people[i : i + 4]) for i in range(0, len(people), 4))
    return "\n".join((_title(rng, ground), *rows))


def _sentences(rng: Random, ground: str, people: list[str]) -> str:
    lines = (
        f"{who}，{rng.choice('男女')}，{rng.randint(3, 88)}岁，{rng.choice(TOWNS)}人，{ground}。"
        for who in people
    )
    return "\n".join((_title(rng, ground), *lines))


def lookalike(rng: Random) -> str:
    """No list of people, or none that harms them."""
    return rng.choice(LOOKALIKES)(rng)


def _other_people(rng: Random) -> str:
    return _list(rng, rng.choice(HARMLESS))


def _committee(rng: Random) -> str:
    """Officers named for their posts in work with such people."""
    work = rng.choice(
        ("残疾人工作", "社会救助", "未成年人保护", "精神卫生", "留守儿童关爱", "禁毒")
    )
    people = names(rng, 8)
    posts = ("组长", "副组长", "副组长", "成员")
    lines = (f"{post}：{who}　区民政局{post}" for post, who in zip(posts, people, strict=False))
    members = "\n".join(
        f"        {who}　区{unit}副局长" for who, unit in zip(people[4:], "卫教公财", strict=True)
    )
    return f"关于调整区{work}领导小组的通知\n" + "\n".join(lines) + "\n" + members


def _places(rng: Random) -> str:
    """Villages and towns whose names begin like people's."""
    rows = (
        f"{n}\t{rng.choice(VILLAGE_WORDS)}{place}\t{rng.randint(1, 90)}\t{rng.randint(1, 9)}"
        for n, place in enumerate(rng.choices((*VILLAGES, *TOWNS), k=12), 1)
    )
    return "各村低保户数、残疾人数统计表\n序号\t村居\t户数\t人数\n" + "\n".join(rows)


def _schools(rng: Random) -> str:
    rows = (
        f"{n}\t{rng.choice(SCHOOLS)}{kind}\t{rng.randint(100, 2000)}"
        for n, kind in enumerate(rng.choices(("小学", "幼儿园", "中心校", "实验小学"), k=10), 1)
    )
    return "小学、幼儿园招生计划\n序号\t学校\t人数\n" + "\n".join(rows)


def _medicines(rng: Random) -> str:
    kinds = (
        "高血压",
        "糖尿病",
        "冠心病",
        "恶性肿瘤",
        "尿毒症",
        "精神病",
        "肺结核",
        "白血病",
        "帕金森",
        "红斑狼疮",
    )
    rows = (f"{n}、{kind}" for n, kind in enumerate(rng.sample(kinds, 6), 1))
    return "门诊慢性病病种目录：\n" + "\n".join(rows)


def _policy(rng: Random) -> str:
    return (
        "困难残疾人生活补贴和重度残疾人护理补贴实施办法\n"
        "第一条　为保障困难残疾人基本生活，根据有关规定，制定本办法。\n"
        "第二条　低保家庭中的残疾人、特困人员、孤儿、事实无人抚养儿童按月发放。\n"
        "第三条　申请、审核、公示、发放由乡镇人民政府、街道办事处负责，民政、财政、残联按职责监督。"
    )


def _contacts(rng: Random) -> str:
    """Who answers questions about aid, town by town."""
    rows = (
        f"{town}\t{who}\t0532-8{rng.randrange(10**7):07}"
        for town, who in zip(TOWNS, names(rng, len(TOWNS)), strict=True)
    )
    return "临时救助、低保咨询电话一览表\n镇街\t经办人\t电话\n" + "\n".join(rows)


def _statistics(rng: Random) -> str:
    rows = (
        f"{word}\t{rng.randint(1, 9999)}\t{rng.uniform(0, 20):.1f}"
        for word in ("城市低保", "农村低保", "特困供养", "孤儿", "残疾人", "临时救助", "优抚对象")
    )
    return "社会救助情况\n指标\t人数\t增长\n" + "\n".join(rows)


LOOKALIKES: tuple[Callable[[Random], str], ...] = (
    _other_people,
    _other_people,
    _committee,
    _places,
    _schools,
    _medicines,
    _policy,
    _contacts,
    _statistics,
)
