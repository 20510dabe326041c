#!/bin/sh
# 村务公开：装机文件。不用上网。用法：sudo sh 这个文件 [装在哪个文件夹]
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT INT TERM
tail -n +@LINES@ "$0" >"$here/bundle.tar.gz"
if [ "$(sha256sum <"$here/bundle.tar.gz" | cut -d' ' -f1)" != "@SUM@" ]; then
  echo "这个文件不完整，可能没有拷完。请再拷一次。" >&2
  exit 2
fi
mkdir "$here/bundle"
tar -xzf "$here/bundle.tar.gz" -C "$here/bundle"
rm "$here/bundle.tar.gz"
sh "$here/bundle/install.sh" "$@"
exit 0
