"""Both ciphers against published vectors, and the index's hash against its definition."""

import pytest
from cryptography.hazmat.primitives import hashes

from mingbai.refusal import Refusal
from mingbai.vault import ciphers

# GCM 规范（McGrew、Viega）测试用例16；RFC 8998 附录A.1
VECTORS = {
    "AES-256-GCM": (
        "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
        "cafebabefacedbaddecaf888",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        (
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
        ),
        (
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        ),
        "76fc6ece0f4e1768cddf8853bb2d551b",
    ),
    "SM4-GCM": (
        "0123456789abcdeffedcba9876543210",
        "00001234567800000000abcd",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        (
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
            "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
        ),
        (
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
            "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        ),
        "83de3541e4c2b58177e065a9bf7b62ec",
    ),
}


@pytest.mark.parametrize("alg", VECTORS)
def test_the_published_vector_comes_out(alg: str) -> None:
    key, nonce, about, plain, sealed, tag = map(bytes.fromhex, VECTORS[alg])
    assert ciphers.seal(alg, key, nonce, plain, about) == (sealed, tag)
    assert ciphers.open_(alg, key, nonce, sealed, tag, about) == plain


@pytest.mark.parametrize("alg", VECTORS)
@pytest.mark.parametrize("part", ["key", "nonce", "about", "sealed", "tag"])
def test_one_altered_bit_anywhere_is_found(alg: str, part: str) -> None:
    key, nonce, about, _, sealed, tag = map(bytes.fromhex, VECTORS[alg])
    parts = {"key": key, "nonce": nonce, "about": about, "sealed": sealed, "tag": tag}
    parts[part] = bytes([parts[part][0] ^ 1]) + parts[part][1:]
    with pytest.raises(ciphers.Forged):
        ciphers.open_(alg, **parts)


def test_a_cut_tag_is_not_accepted() -> None:
    key, nonce, about, _, sealed, tag = map(bytes.fromhex, VECTORS["AES-256-GCM"])
    with pytest.raises(ciphers.Forged):
        ciphers.open_("AES-256-GCM", key, nonce, sealed, tag[:12], about)


@pytest.mark.parametrize(
    ("alg", "hash_"), [("AES-256-GCM", hashes.SHA256), ("SM4-GCM", hashes.SM3)]
)
def test_the_index_is_the_hmac_of_the_suites_hash(alg: str, hash_: type) -> None:
    """HMAC by its definition (RFC 2104): both hashes have blocks of 64 bytes."""

    def digest(data: bytes) -> bytes:
        working = hashes.Hash(hash_())
        working.update(data)
        return working.finalize()

    key = bytes(range(32))
    padded = key.ljust(64, b"\0")
    inner = digest(bytes(b ^ 0x36 for b in padded) + b"330102")
    assert ciphers.mac(alg, key, b"330102") == digest(bytes(b ^ 0x5C for b in padded) + inner)


def test_an_unknown_cipher_is_refused_with_the_choices() -> None:
    with pytest.raises(Refusal, match=r"“DES”.*AES-256-GCM、SM4-GCM"):
        ciphers.new_secret("DES")
