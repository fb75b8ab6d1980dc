"""Lines with numbers and words that are nobody's (PII-12)."""

# ruff: noqa: E501 (a line of text is one line)

from collections.abc import Callable
from random import Random

from tests.scanning.planted import homes, values

LETTERS = "ABCDEFGHJKLMNPQRTUWXY"


def credit_code(rng: Random) -> str:
    """A unified social credit code, letters and digits or digits only."""
    letters = rng.choice(("MA3C", "0045", "MB28", "7346", "7591", "MADX"))
    head = f"{rng.choice('159')}{rng.randint(1, 3)}{values.county(rng)}"
    return f"{head}{letters}{rng.randrange(10**5):05}{rng.choice('0123456789X' + LETTERS)}"


def documents(rng: Random) -> str:
    day = values.day(rng, 2008, 2026)
    return rng.choice(
        (
            f"明政发〔{day.year}〕{rng.randint(1, 99)}号文件自{day:%Y%m%d}起施行。",
            f"索引号：11{values.county(rng)}{rng.randrange(10**9):09}-1/{day.year}-{rng.randrange(10**5):05}",
            f"索引号 {values.county(rng)}ZF000/{day.year}-{rng.randrange(10**5):05}",
            f"附件：P{day:%Y%m%d}{rng.randrange(10**12):012}.docx",
            f"/art/{day.year}/{day.month}/{day.day}/art_{rng.randrange(1000, 9999)}_{rng.randrange(10**7)}.html",
            f"http://www.example.gov.cn/gk/{day:%Y%m}/t{day:%Y%m%d}_{rng.randrange(10**7):07}.shtml",
            f"ISBN 978-7-{rng.randint(100, 999)}-{rng.randint(10000, 99999)}-4，CIP 数据核字{day.year}第{rng.randrange(10**6):06}号",
            f"{day.year}年{day.month}月{day.day}日审议通过，共{rng.randint(1, 999)}人。",
            f"公示期{day:%Y%m%d}{values.day(rng, 2008, 2026):%Y%m%d}，逾期不再受理。",
            f"GB/T {rng.randint(1000, 39999)}—{day.year}、GB {rng.randint(1000, 19999)}.{rng.randint(1, 9)}—{day.year}",
        )
    )


def codes(rng: Random) -> str:
    day = values.day(rng, 2015, 2026)
    return rng.choice(
        (
            f"统一社会信用代码：{credit_code(rng)}",
            f"税号{credit_code(rng)}，开户行：农商行城东支行",
            f"纳税人识别号 {values.county(rng)}{rng.randrange(10**9):09}",
            f"组织机构代码{rng.randrange(10**8):08}-{rng.randrange(10)}",
            f"项目编号：{rng.randrange(10**18, 10**20)}",
            f"投资项目代码：{day.year}-{values.county(rng)}-48-01-{rng.randrange(10**6):06}",
            f"采购项目编号SDGP{values.county(rng)}{day:%Y%m}{rng.randrange(10**6):06}",
            f"不动产单元号{values.county(rng)}{rng.randrange(10**6):06}GB{rng.randrange(10**5):05}W00000000",
            f"鲁({day.year})明阳不动产权第{rng.randrange(10**7):07}号",
            f"建字第{values.county(rng)}{day:%Y%m}{rng.randrange(1000):03}号",
            f"明公网安备{values.county(rng)}02{rng.randrange(10**6):06}号  鲁ICP备{rng.randrange(10**8):08}号",
            f"条码69{rng.randrange(10**11):011}，批次{rng.randrange(10**14, 10**15)}。",
            f"排污许可证编号：{credit_code(rng)}001P",
            f"立案号({day.year})鲁{rng.randrange(10**4):04}民初{rng.randrange(10**4)}号",
            f"流水号{day:%Y%m%d%H%M%S}{rng.randrange(10**6):06}",
            f"监督码{rng.randrange(10**15, 10**16)}，校验{rng.getrandbits(64):016x}",
            f"sha256 {rng.getrandbits(256):064x}",
            f"坐标 {rng.uniform(73, 135):.9f},{rng.uniform(18, 53):.9f}",
        )
    )


def hotlines(rng: Random) -> str:
    return rng.choice(
        (
            "咨询请拨打12345或者12333、4006012345。",
            "消费投诉12315，价格举报12358，供电95598，移动10086",
            f"全国服务热线400-{rng.randint(100, 999)}-{rng.randint(1000, 9999)}、800{rng.randrange(10**7):07}",
            f"咨询电话：0532-8{rng.randrange(10**7):07}（工作日9:00-17:00）",
            f"传真（0{rng.randint(310, 999)}）{rng.randint(2, 8)}{rng.randrange(10**6):06}",
        )
    )


def figures(rng: Random) -> str:
    wide = "\t".join(str(rng.randrange(10 ** rng.randint(1, 9))) for _ in range(9))
    return rng.choice(
        (
            "\t".join(f"{rng.uniform(1, 99999):.2f}" for _ in range(9)),
            wide,
            "\t".join(f"{rng.randrange(10**9):,}" for _ in range(6)),
            "\t".join(str(year) for year in range(2010, 2024)),
            f"本年支出{rng.randrange(10**10, 2 * 10**10)}元，增长{rng.randint(1, 20)}.5%。",
            f"一般公共预算收入{rng.uniform(10, 900):.2f}亿元，税收占比{rng.uniform(50, 99):.1f}％",
            f"合计{rng.randrange(10**11):,}.{rng.randrange(100):02} 其中省级{rng.randrange(10**10):,}",
            f"2{rng.randrange(10**2):02}{rng.randint(1, 9):02}99 其他支出 {rng.uniform(0, 9999):.2f}",
            f"{rng.randint(10, 99)}　{rng.randint(100, 999)}　{rng.randint(1000, 9999)}　{rng.randint(10, 99)}",
        )
    )


def words(rng: Random) -> str:
    return rng.choice(
        (
            "全区低保标准提高到每人每月900元，残疾人补贴、特困供养全面落实。",
            "新建小学2所、幼儿园3所，增加学位1800个，留守儿童关爱服务站全覆盖。",
            "严重精神障碍患者规范管理率达到95%，社区矫正对象无脱管漏管。",
            "保守国家秘密，保护商业秘密和个人隐私，做到应公开尽公开。",
            "坚持以公开为常态、不公开为例外，推进决策、执行、管理、服务、结果公开。",
            "落实孕产妇健康管理和大病救助，贫困发生率明显下降。",
            "办理所需材料：身份证原件及复印件、户口簿、银行卡复印件、近期照片。",
            "请在“证件号码”一栏填写十八位公民身份号码，末位为X的用大写。",
        )
    )


KINDS: tuple[Callable[[Random], str], ...] = (
    documents,
    codes,
    codes,
    hotlines,
    figures,
    figures,
    words,
    homes.office,
)


def harmless(rng: Random) -> str:
    """A line of any kind."""
    return rng.choice(KINDS)(rng)


def prose(rng: Random) -> str:
    """A paragraph as reports have them: mostly words, a few figures."""
    return "".join(rng.choice((words, words, words, documents, figures))(rng) for _ in range(6))


def reading(rng: Random) -> str:
    """A paragraph as reports and plans have them: words, hardly a figure."""
    who = rng.choice(
        ("区政府", "各镇街", "有关部门", "行政审批机关", "市场主体", "基层单位", "广大群众")
    )
    how = ("持续推进", "着力完善", "全面落实", "扎实开展", "统筹做好", "积极探索", "稳步提升")
    what = (
        "政务公开标准化规范化建设", "营商环境优化提升", "生态环境综合治理", "城乡供水一体化", "产业园区配套",
        "重点领域信息公开", "义务教育优质均衡", "养老服务体系", "农村人居环境整治", "科技创新平台建设",
    )  # fmt: skip
    clauses = (f"{rng.choice(how)}{rng.choice(what)}" for _ in range(rng.randint(4, 12)))
    return f"{who}{'，'.join(clauses)}，同比增长{rng.uniform(1, 20):.1f}%。"
