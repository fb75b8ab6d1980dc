"""Drafts of replies for the cases under way: all their pieces are there."""

from datetime import date

from mingbai.rules.draft import Draft, Search
from mingbai.rules.report.outcomes import Outcome


def not_found(searched_on: date) -> Draft:
    """A reply that the information does not exist, with its search record."""
    return Draft(
        outcome=Outcome.NOT_EXIST,
        article="第三十六条第（四）项",
        facts="经检索，本机关没有制作或者获取过该工程的监理日志。",
        reasons="该工程由河道管理单位自行组织实施，监理日志由监理单位编制并自行保存，没有报送本机关。",
        searches=(
            Search("公文系统、档案室2023年以来案卷", "经办人", "河道清淤 监理", searched_on),
        ),
    )


def provided() -> Draft:
    """A reply that supplies what was asked for."""
    return Draft(
        outcome=Outcome.PROVIDED,
        article="第三十六条第（二）项",
        provided=("现将《2025年政府投资建设项目批复文件清单》提供给您。",),
        way="以电子文件在网上查询页面提供。",
    )
