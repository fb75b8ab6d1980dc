"""Why something sealed cannot be read: the key is not here, or the bytes are not what they were."""

from mingbai.refusal import Refusal


class KeysMissing(Refusal):
    """The key is not in the ring: public data work, personal data cannot be read or written."""

    def __init__(self, kid: str = "") -> None:
        which = f"密钥 {kid} 不在密钥环里" if kid else "还没有密钥"
        super().__init__(
            f"个人信息暂时读写不了：{which}",
            remedy="请管理员把备份的密钥文件放回数据目录的 keys/ring.json"
            "（或设环境变量 MINGBAI_KEYS）；公开的内容不受影响",
        )


class Tampered(Refusal):
    """A ciphertext that stands where it was not written, or was altered."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"加密的内容与所在位置不符，可能被调换或改动过：{place}",
            remedy="请管理员核对审计日志，从备份恢复这一处",
        )
