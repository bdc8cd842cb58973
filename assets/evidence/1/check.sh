#!/bin/sh
# Checks this package with OpenSSL and POSIX tools only, without kezekte: sh check.sh
# Says "ok" line by line and ends with 0; at the first thing that is wrong, says which and ends with
# 1; with 2 when it cannot check here. RSA needs OpenSSL alone; Kazakh GOST 34.10-2015 (512) needs
# its GOST engine as well (Debian: apt install libengine-gost-openssl). Whether the root is the
# authority's is yours to say: compare its fingerprint, printed last, with https://pki.gov.kz
set -u
cd "$(dirname "$0")" || exit 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
fail() { echo "WRONG: $1"; exit "${2:-1}"; }
ok() { echo "ok: $1"; }
hash() { openssl dgst -r "$@" | sed 's/ .*//'; }
tree() { openssl asn1parse -inform DER -in "$1" 2>/dev/null | sed 's/^ *//; s/ *: */:/g; s/=  */=/g'; }
cut_out() { dd if="$1" bs=1 skip="$2" count="$3" 2>/dev/null; } # FILE FROM LENGTH
# Octets in the opposite order: НУЦ РК writes r‖s little-endian, OpenSSL's engine s‖r big-endian.
reverse() { printf "$(od -An -v -to1 | tr -s ' ' '\n' | awk 'NF{a=sprintf("\\%s",$1) a}END{print a}')"; }
# The public key of a certificate, as OpenSSL reads it. A GOST key gets the Russian names of the same
# curve and hash (RFC 9215 §4.2): 1.2.643.7.1.1.1.2, 1.2.643.7.1.2.1.2.1, 1.2.643.7.1.1.2.3.
key() { # CERTIFICATE
    if [ "$suite" = rsa ]; then openssl x509 -inform DER -in "$1" -noout -pubkey; return; fi
    at=$(tree "$1" | awk -F'[:=]' '/:1\.2\.398\.3\.10\.1\.1\.2\.2\.1$/{f=1} f&&/BIT STRING/{print $1+$5;exit}')
    printf '\060\201\252\060\041\006\010\052\205\003\007\001\001\001\002\060\025\006\011\052\205\003'
    printf '\007\001\002\001\002\001\006\010\052\205\003\007\001\001\002\003\003\201\204\000\004\201\200'
    cut_out "$1" "$((at + 4))" 128
}
# Whether CERTIFICATE's key made SIGNATURE under FILE.
signed() { # CERTIFICATE SIGNATURE FILE
    key "$1" >"$tmp/key" 2>/dev/null
    if [ "$suite" = rsa ]; then openssl dgst -sha256 -verify "$tmp/key" -signature "$2" "$3"; else
        reverse <"$2" >"$tmp/reversed"
        openssl dgst $digest -keyform DER -verify "$tmp/key" -signature "$tmp/reversed" "$3"
    fi >/dev/null 2>&1
}
# Takes the signed data of CMS apart: $tmp/attributes (re-tagged as a SET, which is what was signed),
# $tmp/signature, $tmp/digest (the message-digest attribute), $tmp/content.
take_apart() { # CMS
    tree "$1" >"$tmp/tree"
    awk -F'[:=]' -v t="$tmp" '
        /:d=3:.*SET/ {s=1} /:d=5:.*OCTET STRING/ && !s {print $1+$5,$7 >(t "/at.content")}
        s && /:d=5:.*cont ?\[ ?0 ?\]/ {print $1+1,$5+$7-1 >(t "/at.attributes")}
        s && /:d=5:.*OCTET STRING/ {print $1+$5,$7 >(t "/at.signature")}' "$tmp/tree"
}
