"""The words and tables in which a value stands; more of them than the detectors know."""

from collections.abc import Callable
from random import Random

from tests.scanning.planted.people import name

# {} is the value, {who} an invented name.
OF_IDENTITY = (
    "身份证号：{}", "身份证号码 {}", "{who}，{}", "（{who} {}）", "公民身份号码{}。",
    "证件号码：{}，住本区",
    "申请人{who}（身份号 {}）", "居民证{}", "被执行人：{who}，{}", "SFZH={}", '"idcard": "{}"',
    "{}",
    "{who}{}", "｜{}｜", "户主\t{who}\t{}\t4人", "身份凭证【{}】", "法定代表人{who}{}；",
    "ID:{}", "本人{who}，{}，自愿申请",
)  # fmt: skip
# Fifteen digits have nothing but words, or that they stand alone in a cell.
OF_OLD_IDENTITY = (
    "身份证号：{}", "身份证号码 {}", "公民身份号码{}。", "证件号码：{}，住本区",
    "申请人{who}（身份号 {}）", "一代证 {}",
    "户主\t{who}\t{}\t4人", "{who}，{}", "（{who} {}）", '"idcard": "{}"', "旧身份证{}",
)  # fmt: skip
OF_MOBILE = (
    "手机：{}", "手机号码 {}", "联系方式：{}", "本人{}", "{who}{}", "{who}，{}", "（{}）",
    "电话{}。", "Mobile: {}", "{}",
    '"phone":"{}"', "tel:{}", "加微信{}办理", "+86 {}", "0086{}", "{who}\t{}\t明阳镇",
    "收件人{who} {}", "短信发至{}即可",
    "业主{who}反映（{}）", "户主\t{who}\t{}",
)  # fmt: skip
OF_CARD = (
    "卡号：{}", "开户行农商行，账号{}", "一卡通 {}", "银行卡号 {}", "{who}\t{}\t500",
    "打款至{}（{who}）", "收款账户：{}",
    "惠农补贴折 {}", "社保卡{}", "户名{who}，账户{}", "存入{}", "{who} {}", "工行卡{}",
    "bank card no. {}", "{}",
)  # fmt: skip
OF_ADDRESS = (
    "家住{}", "住址：{}", "家庭住址 {}", "户籍所在地：{}", "现居住地：{}", "{who}\t男\t{}",
    "{who}，男，住{}。", "收件地址：{}",
    "常住地址{}", "租住于{}", "{who}系{}居民", "联系地址：{}，邮编266109",
    "被申请人{who}，住所地{}", "户口地址\t{}",
    "不动产坐落：{}，权利人{who}", "送达至{who}家中（{}）", "房屋坐落 {}",
)  # fmt: skip


def placed(rng: Random, layouts: tuple[str, ...], value: str) -> str:
    """The value in one of the layouts."""
    return rng.choice(layouts).replace("{who}", name(rng)).replace("{}", value)


def table(rng: Random, heading: str, values: list[str]) -> str:
    """A table of people with one column of values."""
    rows = (f"{n}\t{name(rng)}\t{value}" for n, value in enumerate(values, 1))
    return "\n".join((f"序号\t姓名\t{heading}", *rows))


Layout = Callable[[Random, str], str]
