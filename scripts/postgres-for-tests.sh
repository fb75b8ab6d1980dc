#!/bin/sh
# Starts a private PostgreSQL for the tests and prints the DATABASE_URL of its owner role.
# Data and socket live in a directory of their own (first argument; default below /tmp), so that
# nothing of the machine's own clusters is touched.  `stop` as second argument ends it.
set -eu

dir=${1:-${TMPDIR:-/tmp}/mingbai-postgres}
port=${MINGBAI_TEST_PGPORT:-}

find_bin() {
    for candidate in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin; do
        if [ -x "$candidate/initdb" ]; then echo "$candidate"; fi
    done | sort -V | tail -n 1
}

bin=$(find_bin)
if [ -z "$bin" ] && command -v initdb >/dev/null; then bin=$(dirname "$(command -v initdb)"); fi
if [ -z "$bin" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get install -y -q postgresql >&2 || { apt-get update -q >&2; apt-get install -y -q postgresql >&2; }
    bin=$(find_bin)
fi
if [ -z "$bin" ]; then
    echo "没有 PostgreSQL：请先安装（Debian：apt-get install postgresql）。" >&2
    exit 1
fi

# PostgreSQL refuses to run as root.
as_owner() {
    if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi
}

if [ "${2:-}" = stop ]; then
    as_owner "$bin/pg_ctl" -D "$dir/data" -m fast -w stop >&2
    exit 0
fi

mkdir -p "$dir"
[ "$(id -u)" = 0 ] && chown postgres "$dir"
cd "$dir"
if [ ! -s "$dir/data/PG_VERSION" ]; then
    as_owner "$bin/initdb" -D "$dir/data" -U mingbai --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
        >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }
fi
if as_owner "$bin/pg_ctl" -D "$dir/data" status >/dev/null 2>&1; then
    port=$(sed -n 4p "$dir/data/postmaster.pid")
else
    # A free port of the system's choice, so that two runs do not meet.
    port=${port:-$(python3 -c 'import socket as s; p = s.create_server(("127.0.0.1", 0)); print(p.getsockname()[1])')}
    # The tests may lose their data with the machine: durability would only cost time.
    as_owner "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w start \
        -o "-p $port -k $dir -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off" \
        >&2 || { tail -n 20 "$dir/server.log" >&2; exit 1; }
fi
"$bin/createdb" -h 127.0.0.1 -p "$port" -U mingbai mingbai 2>/dev/null || true
echo "postgresql://mingbai@127.0.0.1:$port/mingbai"
