"""Names of invented people; surnames and given names reach beyond what the detectors list."""

from random import Random

# Frequent first: a name is drawn from the first half four times in five.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
    "姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤"
    "占揭撒仝亓惠雍郗訾鄢麻邸逯闻宦綦楚郜亢佘但贡厉展冀晁郏匡晋鄂宓俎岱修隗扈尉邝贝郁濮东元青刁扶储"
)
COMPOUND = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "夏侯",
    "皇甫",
    "尉迟",
    "慕容",
    "令狐",
    "端木",
    "呼延",
    "独孤",
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋艳勇杰娟涛明超秀霞平刚桂英华玉兰梅红玲建国志文斌辉鹏飞宇浩然子轩梓涵雨欣佳怡诗琪博思远"
    "俊凯嘉豪晨曦若彤瑶淑珍凤琴春花福祥德荣永庆海波立新成林世昌宝山金生水根土旺长青春来"
)
USUAL = 52  # of the surnames: those that four people in five have


def name(rng: Random) -> str:
    """Two or three characters, rarely four with a compound surname."""
    kind = rng.random()
    if kind < 0.02:
        first = rng.choice(COMPOUND)
    else:
        first = rng.choice(SURNAMES[:USUAL] if kind < 0.8 else SURNAMES)
    return first + "".join(rng.choices(GIVEN, k=1 if rng.random() < 0.2 else 2))


def names(rng: Random, count: int) -> list[str]:
    """So many people."""
    return [name(rng) for _ in range(count)]


def written(rng: Random, someone: str) -> str:
    """A name of two characters is often spread to the width of three."""
    return f"{someone[0]}　{someone[1]}" if len(someone) == 2 and rng.random() < 0.5 else someone
