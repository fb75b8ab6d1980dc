"""The demonstration's log-ins; ``mingbai serve`` refuses them outside a demonstration."""

from mingbai.accounts.roles import Role

PASSWORD = "Mingbai-2019"  # noqa: S105
# 演示申请的查询码；正式的查询码随机生成，只显示一次
CODE = "MNGB-DEM0-2019"

# 用户名、姓名、机关代码、岗位；其余机关各有 <代码>-jb、-sh、-bm、-qf、-fz 五人。
NAMED: tuple[tuple[str, str, str, Role], ...] = (
    ("gongkai", "钱公开", "mingyang", Role.OFFICE),
    ("jingban", "赵经办", "mingyang", Role.OFFICER),
    ("shenhe", "孙审核", "mingyang", Role.REVIEWER),
    ("baomi", "李保密", "mingyang", Role.SECRECY),
    ("fazhi", "何法制", "mingyang", Role.LEGAL),
    ("qianfa", "周签发", "mingyang", Role.SIGNER),
    ("fuzeren", "黄负责", "mingyang", Role.HEAD),
    ("renyuan", "吴管理", "mingyang", Role.SECURITY_ADMIN),
    ("shenji", "郑审计", "mingyang", Role.AUDITOR),
)
SUFFIXES: tuple[tuple[str, str, Role], ...] = (
    ("jb", "经办", Role.OFFICER),
    ("sh", "审核", Role.REVIEWER),
    ("bm", "保密", Role.SECRECY),
    ("qf", "签发", Role.SIGNER),
    ("fz", "负责", Role.HEAD),
)
SURNAMES = "王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"


def announcement(address: str, number: str) -> str:
    """What is printed when the demonstration is served; ``number`` is a case already answered."""
    rows = "\n".join(f"  {name:<12}{label}" for name, label in _shown())
    return (
        f"演示地区：示范市明阳区（虚构；数字取自公开报告，案件均为虚构）\n"
        f"公众页面：{address}/\n"
        f"工作台：  {address}/desk/\n"
        f"查询办理：{address}/status/，登记编号 {number}，查询码 {CODE}\n"
        f"演示账号（口令都是 {PASSWORD}）：\n{rows}\n"
    )


def _shown() -> list[tuple[str, str]]:
    named = [(name, f"区政府 {role.label}（{person}）") for name, person, _, role in NAMED]
    return [*named, ("mzj-jb", "区民政局 经办人"), ("zrzyj-jb", "区自然资源局 经办人")]
