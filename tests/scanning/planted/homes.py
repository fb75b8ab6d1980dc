"""Where invented people live, and where offices and projects are; the same kinds of words."""

from random import Random

TOWNS = ("明阳镇", "龙泉乡", "白沙街道", "河口镇", "石桥乡", "平安街道", "临湖镇", "青石镇")
VILLAGES = (
    "李家村",
    "东风村",
    "下湾屯",
    "上坪组",
    "新庄子村",
    "后所寨",
    "大榆树屯",
    "柳沟自然村",
    "西营庄",
)
WAYS = (
    "中山路", "文化街", "明阳大道", "柳树巷", "解放路", "建设北路", "和平里", "东三胡同",
    "滨河南街", "学府路", "长江东道",
    "五四弄", "人民西路", "环城北路",
)  # fmt: skip
ESTATES = (
    "阳光花园", "锦绣华庭", "水岸名都", "紫金苑", "机械厂家属院", "幸福小区", "蓝湾国际",
    "教师新村", "凤凰城", "金色家园",
    "翰林府", "书香门第", "丽景公馆", "中央华府",
)  # fmt: skip


def address(rng: Random) -> str:
    """A home down to its door, in the way of a town or of a village."""
    way, estate, village = rng.choice(WAYS), rng.choice(ESTATES), rng.choice(VILLAGES)
    unit, room = rng.randint(1, 6), rng.randint(1, 30) * 100 + rng.randint(1, 4)
    door, block = rng.randint(1, 400), rng.randint(1, 40)
    forms = (
        f"{way}{door}号{block}号楼{unit}单元{room}室",
        f"{way}{door}号{block}号楼{unit}单元{room}",
        f"{way}{door}号{estate}{block}栋{room}室",
        f"{estate}{block}栋{unit}单元{room}号",
        f"{estate}{block}幢{room}室",
        f"{estate}{block}-{unit}-{room}",
        f"{way}{door}号{block}-{unit}-{room}",
        f"{way}{door}弄{block}号{room}室",
        f"{village}{door}号",
        f"{village}{unit}组{door}号",
        f"{way}{door}号院{unit}号楼{room}户",
        f"{estate}{_chinese(unit)}号楼{_chinese(block % 10 or 1)}单元{room}",
        f"{way}{door}号附{unit}号",
    )
    return ("" if rng.random() < 0.4 else rng.choice(TOWNS)) + rng.choice(forms)


def office(rng: Random) -> str:
    """Where one goes with a matter: no home."""
    way, door = rng.choice(WAYS), rng.randint(1, 400)
    floor = rng.randint(1, 9)
    forms = (
        f"地点：{way}{door}号政务服务中心{floor}楼{rng.randint(1, 30)}号窗口。",
        f"办公地址：{way}{door}号行政办公楼{floor}{rng.randint(10, 30)}室，邮编266109。",
        f"请将书面意见送至{way}{door}号，区住建局办公室（{floor}{rng.randint(10, 30)}室）。",
        f"建设单位地址：{way}{door}号；项目位于{way}以北、{rng.choice(WAYS)}以东。",
        f"{way}{door}号原{rng.choice(('农机站', '粮库', '招待所'))}地块，面积{door}平方米。",
        f"经营场所：{way}{door}号商铺{rng.randint(101, 130)}，食品经营许可证已注销。",
        f"改造{rng.choice(ESTATES)}等老旧小区{door}户，新建楼房{floor}栋。",
        f"{way}{floor}号线站点、{floor}号楼电梯加装工程已验收。",
    )
    return rng.choice(forms)


def _chinese(number: int) -> str:
    return "零一二三四五六七八九"[number % 10]
