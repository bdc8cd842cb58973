#!/bin/sh
# Our GOST 34.10-2015 (512) beside that of OpenSSL's GOST engine, in one run on one machine: medians
# in microseconds and their ratio. Needs Debian's libengine-gost-openssl, libssl-dev and a C compiler;
# says so where one is absent, and ends with status 0.
set -eu
cd "$(dirname "$0")/../.."

absent() {
    echo "engine: not measured ($1 is absent)"
    exit 0
}
command -v cc >/dev/null || absent "a C compiler"
openssl engine -t gost 2>/dev/null | grep -q '\[ available \]' || absent "libengine-gost-openssl"
echo '#include <openssl/engine.h>' | cc -E - >/dev/null 2>&1 || absent "libssl-dev"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cc -O2 -Wno-deprecated-declarations -o "$folder/engine" tests/bench/gost_engine.c -lcrypto

cargo bench --bench bench -- 'gost_(verify|sign)' >"$folder/ours" 2>"$folder/log" || {
    cat "$folder/log" >&2
    exit 1
}
"$folder/engine" >"$folder/engine.txt"

# divan prints "name  fastest │ slowest │ median │ …", each with its unit.
median() {
    grep -E "(^|[^a-z_])$1 " "$folder/ours" | awk -F'│' '{ print $3 }' | awk '
        { value = $1; unit = $2 }
        unit == "ns" { value /= 1000 }
        unit == "ms" { value *= 1000 }
        { printf "%.1f", value }'
}
compare() {
    ours=$(median "$2")
    theirs=$(awk -v what="$3" '$1 == what { print $2 }' "$folder/engine.txt")
    echo "$1: ours $ours µs, engine $theirs µs, ours/engine $(echo "$ours $theirs" |
        awk '{ printf "%.2f", $1 / $2 }')"
}
compare "verify, a key met once" gost_verify verify
compare "verify, a known key" gost_verify_kept verify
compare "sign, its result verified" gost_sign sign
