"""The table of sub-commands, and an argument parser that speaks Chinese."""

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, NoReturn

from mingbai import __version__

# Each module has ``configure(parser)``, which sets ``run``; it must import without Django.
COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("mingbai.cli.check", "核对已公布的政府信息公开工作年度报告"),
    "scan": ("mingbai.cli.scan", "公开前检查文件里的个人信息和密级标志"),
    "rescan": ("mingbai.cli.rescan", "按现行规则复查全部已公开的信息：个人信息、密级标志"),
    "compare": ("mingbai.cli.compare", "对比两份年度报告：文字、各格数据、年度衔接"),
    "similar": ("mingbai.cli.similar", "在许多年度报告中找出雷同的"),
    "due": ("mingbai.cli.due", "计算政府信息公开申请的答复期限，并逐日说明"),
    "report": ("mingbai.cli.report", "输出一个机关一年的年度报告（网页、PDF、Excel、JSON、CSV）"),
    "import": ("mingbai.cli.imports", "把申请台账、复议诉讼台账、已有网站的信息导入"),
    "export": ("mingbai.cli.export_records", "把全部政府信息连同各稿、审查、附件导出"),
    "serve": ("mingbai.cli.serve", "在本机运行网站和工作台"),
    "demo": ("mingbai.cli.demo", "在空数据库里装入演示地区"),
    "tick": ("mingbai.cli.tick", "按日运行的例行事务：检查点、账号、汇总核对"),
    "notices": ("mingbai.cli.notices", "查看、加入放假通知，并改定在办案件的期限"),
    "audit": ("mingbai.cli.audit", "核验与查看审计日志"),
    "vault": ("mingbai.cli.vault", "个人信息的密钥：查看、更换、重新加密、停用"),
    "account": ("mingbai.cli.account", "设立首个账号"),
    "migrate": ("mingbai.cli.migrate", "更新数据库结构与防改触发器"),
}

# What argparse says in English, and how we say it; the first pattern that fits is used.
MESSAGES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"one of the arguments (.+) is required", r"以下参数须有一项：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"ambiguous option: (\S+) could match (.+)", r"选项 \1 不明确，可能是：\2"),
    (r"argument (.+?): expected one argument", r"\1 后面要写一个值"),
    (r"argument (.+?): expected at least one argument", r"\1 后面至少要写一个值"),
    (r"argument (.+?): expected (\d+) arguments", r"\1 后面要写\2个值"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 后面不能带值：\2"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 不能与 \2 同时使用"),
    (r"argument (.+?): invalid int value: (.+)", r"\1 应为整数：\2"),
    (r"argument (.+?): invalid \S+ value: (.+)", r"\1 的值无效：\2"),
    (
        r"argument (.+?): invalid choice: (.+?),? (?:\(|maybe).*choose from (.+)\)",
        r"\1 没有 \2 这一项，可选：\3",
    ),
    (r"argument (.+?): (.+)", r"\1：\2"),
)


class ChineseFormatter(argparse.RawDescriptionHelpFormatter):
    """Help that opens with 用法 and keeps the lines of an example."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Put 用法 where argparse puts usage."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """An argument parser whose help and errors are Chinese; a wrong argument exits with 2."""

    def __init__(self, **options: Any) -> None:
        ours: dict[str, Any] = {"add_help": False, "allow_abbrev": False}
        super().__init__(**{"formatter_class": ChineseFormatter} | options | ours)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示帮助并退出")

    def error(self, message: str) -> NoReturn:
        """Say in Chinese what is wrong and where the help is."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}：{in_chinese(message)}。查看帮助：{self.prog} --help\n")


def in_chinese(message: str) -> str:
    """An error of argparse in Chinese; unchanged when it is one we do not know."""
    for pattern, words in MESSAGES:
        if re.fullmatch(pattern, message, re.DOTALL):
            chinese = re.sub(pattern, words, message, count=1, flags=re.DOTALL)
            return re.sub(r"'([^']*)'", r"“\1”", chinese.replace("', '", "'、'")).rstrip("。")
    return message


def build_parser(argv: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The parser for this command line.

    Only the sub-command that ``argv`` names first is imported, so that no command needs what
    another one does; its ``configure`` adds its options.
    """
    parser = ChineseParser(prog="mingbai", description="明白：政务公开平台的命令行")
    parser.add_argument(
        "--version", action="version", version=f"明白 {__version__}", help="显示版本并退出"
    )
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="命令", title="命令", parser_class=ChineseParser
    )
    for name, (module, summary) in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=f"{summary}。")
        if name in argv[:1]:
            import_module(module).configure(command)
    return parser
