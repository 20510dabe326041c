#!/bin/sh
# 装上或者升级：程序放进一个带版本号的文件夹，换过去，再开起来。数据不动。
set -eu
from=$(cd "$(dirname "$0")" && pwd)
version=$(cat "$from/version")
home=${1:-/opt/villagepub}
data=${VILLAGEPUB_INSTANCE:-/srv/villagepub}
user=villagepub
say() { echo "$@"; }
stop() { echo "$@" >&2; exit 2; }

[ "$(uname -s)" = Linux ] || stop "只能装在 Linux 上（Debian、Ubuntu 一类）。"
mkdir -p "$home" 2>/dev/null && [ -w "$home" ] ||
  stop "没有权限写“$home”。请用 sudo，或者在后面写一个自己的文件夹：sh 这个文件 ~/villagepub"

# 带来的包分 Python 的版本：找一个对得上的。
python=
for name in python3 python3.11 python3.12 python3.13 python3.14; do
  command -v "$name" >/dev/null 2>&1 || continue
  tag=$("$name" -c 'import sys; print("cp%d%d" % sys.version_info[:2])')
  if ls "$from"/wheels/granian-*-"$tag"-*.whl >/dev/null 2>&1; then python=$name && break; fi
done
if [ -z "$python" ]; then
  has=$(ls "$from"/wheels | sed -n 's/^granian-.*-cp3\([0-9]*\)-cp3.*/3.\1/p' | sort -u | tr '\n' ' ')
  stop "这台机器上没有合用的 Python。这个文件带的是给 Python ${has}用的包；请装上其中一个，或者用 make bundle PYTHONS=\"3.x\" 再做一个装机文件。"
fi

new=$home/versions/$version-$(date +%Y%m%d%H%M%S)
say "装到 $new（$("$python" --version)）"
mkdir -p "$new/bin"
cp -R "$from/villagepub" "$from/templates" "$from/static" "$from/app.py" "$from/deploy" "$from/docs" "$new/"
# 不靠 python3-venv、python3-pip：pip 用带来的。
"$python" -m venv --without-pip "$new/.venv"
"$new/.venv/bin/python" "$(ls "$from"/wheels/pip-*.whl)/pip" install --quiet --no-index \
  --disable-pip-version-check --find-links "$from/wheels" --require-hashes --no-deps \
  -r "$from/requirements.txt"
site=$("$new/.venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
echo "$new" >"$site/villagepub.pth"
printf '#!/bin/sh\nexec "%s/.venv/bin/python" -m villagepub.cli "$@"\n' "$new" >"$new/bin/villagepub"
chmod 755 "$new/bin/villagepub"
"$new/.venv/bin/python" -m compileall -q "$new/villagepub" >/dev/null
"$new/bin/villagepub" --help >/dev/null || stop "装好了却开不起来，没有换过去。"

ln -sfn "$new" "$home/current.new"
mv -T "$home/current.new" "$home/current"
# 旧的留一个，升坏了好退回去。
ls -d "$home"/versions/*/ | sort | head -n -2 | while read -r old; do rm -rf "$old"; done

if [ "$(id -u)" != 0 ] || [ ! -d /run/systemd/system ]; then
  say "装好了。开起来：VILLAGEPUB_INSTANCE=$data $home/current/bin/villagepub serve"
  exit 0
fi
id "$user" >/dev/null 2>&1 || useradd --system --home-dir "$data" --shell /usr/sbin/nologin "$user"
install -d -o "$user" -g "$user" -m 700 "$data"
mkdir -p /etc/villagepub
[ -e /etc/villagepub/settings ] || install -m 600 "$new/deploy/settings" /etc/villagepub/settings
sed "s#/opt/villagepub#$home#g; s#/srv/villagepub#$data#g" "$new/deploy/villagepub.service" \
  >/etc/systemd/system/villagepub.service
systemctl daemon-reload
systemctl enable --quiet villagepub
systemctl restart villagepub
say "装好了，已经开起来，开机自己会开。设置在 /etc/villagepub/settings，改完 systemctl restart villagepub。"
say "看日志：journalctl -u villagepub。数据在 $data。"
