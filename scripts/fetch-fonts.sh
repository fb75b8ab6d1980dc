#!/bin/sh
# Chinese fonts for PDF, without root: Fandol 仿宋/楷体/黑体/宋体 (in texlive-lang-chinese) and Noto
# Serif CJK SC for the characters Fandol lacks. A machine that has them keeps its own.
set -eu
target=${MINGBAI_FONTS:-var/fonts}
mkdir -p "$target"
target=$(cd "$target" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

take() { # package, then the wanted files
  package=$1; shift
  missing=
  for file in "$@"; do
    found=$(find /usr/share/fonts /usr/share/texlive /usr/share/texmf -name "$file" 2>/dev/null | head -n 1)
    if [ -n "$found" ]; then cp "$found" "$target/"; else missing=1; fi
  done
  [ -z "$missing" ] && return
  chmod 755 "$scratch"
  (cd "$scratch" && apt-get -qq download "$package" 2>/dev/null && dpkg -x "${package}"_*.deb "$package") || return 1
  for file in "$@"; do
    found=$(find "$scratch/$package" -name "$file" | head -n 1)
    [ -n "$found" ] && cp "$found" "$target/"
  done
}

echo "准备中文字体（约 100 MB，只下载一次）……"
complete=1
take texlive-lang-chinese FandolFang-Regular.otf FandolKai-Regular.otf FandolHei-Regular.otf \
  FandolHei-Bold.otf FandolSong-Regular.otf FandolSong-Bold.otf || complete=
take fonts-noto-cjk NotoSerifCJK-Regular.ttc NotoSerifCJK-Bold.ttc || complete=
if [ -z "$complete" ]; then
  echo "字体未能取全（需要能访问 Debian 软件源）。网页照常；导出 PDF 会说明缺哪种字体。" >&2
  exit 0
fi
touch "$target/ready"
