"""``mingbai vault``: the keys of personal data: which there are, a new one, an old one out."""

import argparse

from mingbai.cli import platform

DONE, LEFT = 0, 1


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the five sub-commands."""
    commands = parser.add_subparsers(dest="act", required=True, metavar="动作", title="动作")
    status = commands.add_parser("status", help="列出密钥", description="列出密钥及其用途。")
    status.set_defaults(run=run_status)
    rotate = commands.add_parser(
        "rotate",
        help="换新密钥",
        description="生成新密钥，此后写入的个人信息用它加密；旧密钥仍可读。须两人在场，由第二人核对编号。",
    )
    rotate.set_defaults(run=run_rotate)
    rewrap = commands.add_parser(
        "rewrap",
        help="用新密钥重新加密",
        description="把旧密钥加密的内容改用新密钥，可随时中断、重来。",
    )
    rewrap.add_argument(
        "--limit", metavar="N", type=int, default=0, help="最多处理几处（默认不限）"
    )
    rewrap.set_defaults(run=run_rewrap)
    generate = commands.add_parser(
        "generate",
        help="打印一把新密钥",
        description="打印一把新密钥，供写进环境变量 MINGBAI_KEYS；用密钥文件的不需要。",
    )
    generate.set_defaults(run=run_generate)
    retire = commands.add_parser(
        "retire",
        help="停用旧密钥",
        description="停用不再使用的密钥；密钥移到 keys/retired-编号.json，读旧备份时还要用。",
    )
    retire.add_argument("kid", metavar="编号", help="mingbai vault status 所列的编号")
    retire.set_defaults(run=run_retire)


def run_status(arguments: argparse.Namespace) -> int:
    """One line a key; 1 when a key is missing or an old one still has something sealed."""
    platform.setup()
    from mingbai.vault import queries

    code = DONE
    for state in queries.states():
        left = f"，加密的内容 {state.left} 处" if state.left else ""
        print(f"{state.kid}  {state.alg}  {state.use}{left}")
        if state.use == "缺失" or (state.use == "只读" and state.left):
            code = LEFT
    return code


def run_rotate(arguments: argparse.Namespace) -> int:
    """A new key writes from now on."""
    platform.setup()
    from django.utils import timezone

    from mingbai.audit.actors import COMMAND
    from mingbai.vault import actions

    made = actions.rotate(by=COMMAND, at=timezone.now(), chain=_chain())
    print(f"新密钥 {made.kid}（{made.alg}）已启用。请立即备份 keys/ring.json，与数据库分开存放。")
    print(
        "接着运行 mingbai vault rewrap（或等每小时的 tick），完成后 mingbai vault retire 旧编号。"
    )
    return DONE


def run_rewrap(arguments: argparse.Namespace) -> int:
    """Seal anew in portions until nothing is left."""
    platform.setup()
    from mingbai.vault import actions

    done = 0
    while not arguments.limit or done < arguments.limit:
        portion = min(500, arguments.limit - done) if arguments.limit else 500
        made = actions.rewrap(limit=portion)
        if not made:
            break
        done += made
        print(f"已重新加密 {done} 处", flush=True)
    print(
        "没有待重新加密的内容。" if not arguments.limit or done < arguments.limit else "本次到此。"
    )
    return DONE


def run_generate(arguments: argparse.Namespace) -> int:
    """A ring of one new key, for ``MINGBAI_KEYS``; nothing is kept of it."""
    platform.setup()
    from django.conf import settings
    from django.utils import timezone

    from mingbai.vault.keys import dumped, generate

    made = generate(settings.VAULT_CIPHER, at=timezone.now())
    print(dumped([made], made.kid))
    return DONE


def run_retire(arguments: argparse.Namespace) -> int:
    """Take an old key out of use."""
    platform.setup()
    from django.conf import settings
    from django.utils import timezone

    from mingbai.audit.actors import COMMAND
    from mingbai.vault import actions

    actions.retire(arguments.kid, by=COMMAND, at=timezone.now(), chain=_chain())
    if settings.VAULT_KEYS:
        print(f"密钥 {arguments.kid} 已停用，请从 MINGBAI_KEYS 里去掉它。")
    else:
        print(f"密钥 {arguments.kid} 已停用，移到 keys/retired-{arguments.kid}.json。")
    print("请把它移到离线介质，与当时的备份一起保存，备份到期时一并销毁。")
    return DONE


def _chain() -> str:
    """The log of the first organ, so that its people see it; one of our own before there is any."""
    from mingbai.organs.models import Organ
    from mingbai.vault.actions import CHAIN

    first = Organ.objects.order_by("pk").first()
    return first.code if first else CHAIN
