"""How often strangers may ask (ABU-01, ABU-02); ``MINGBAI_LIMITS`` changes single numbers."""

import os

# 每种用途两道限：address 按来访地址，network 按地址所在的网段（/24、/64）。
# 一个单位、一个村可能共用一个出口地址，网段的数放得宽。
LIMITS = {
    "apply": {"address": "10/10m", "network": "60/10m"},  # 提交申请
    "answer": {"address": "20/10m", "network": "100/10m"},  # 补正、缴费、撤回、评价
    "track": {"address": "30/10m", "network": "200/10m"},  # 凭编号和查询码查询
    "checkup": {"address": "10/10m", "network": "60/10m"},  # 年报体检
    "catalogue": {"address": "30/10m", "network": "300/10m"},  # 下载一个机关的整个目录
    "suggest": {"address": "60/1m", "network": "300/1m"},  # 填写时提示已公开的信息
}
for _pair in filter(None, os.environ.get("MINGBAI_LIMITS", "").split(",")):
    _name, _, _rate = _pair.partition("=")
    _use, _, _place = _name.strip().partition(".")
    LIMITS[_use][_place] = _rate.strip()

# 来访地址在最近几个代理写的 X-Forwarded-For 里；没有代理时不信它。
TRUSTED_PROXIES = 1 if os.environ.get("MINGBAI_HTTPS", "") == "1" else 0
FORM_SECONDS = 3, 24 * 60 * 60  # 表单从打开到提交：至少、至多
CODE_WORK_FACTOR = 2**14  # 查询码的 scrypt 强度，约 16 MB、数十毫秒
