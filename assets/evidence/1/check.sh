#!/bin/sh
# Checks this package with OpenSSL and POSIX tools, without kezekte:  sh check.sh
# Ends with 0 when all is in order, 1 when something is wrong, 2 when it cannot check here. RSA needs
# OpenSSL alone; GOST 34.10-2015 (512) its GOST engine too (Debian: libengine-gost-openssl). Whom to
# trust is yours to say: compare the root's fingerprint, printed last, with https://pki.gov.kz
set -u
export LC_ALL=C x64=0000000000000000000000000000000000000000000000000000000000000000
cd "$(dirname "$0")" && tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
# A name may hold what moves the cursor, turns the line round or ends it: nothing of that is printed.
say() { printf %s "$1" | tr '\001-\037\177' '[?*]' | awk '{gsub(/\302[\200-\237]|\330\234|\342\200[\213-\217\250-\256]|\342\201[\240-\257]|\357\273\277/,"?");print}'; }
fail() { say "WRONG: $1"; exit 1; }; cannot() { say "NOT CHECKED: $1"; exit 2; }
# DER as lines of fields: 1 offset, 3 depth, 5 length of the header, 7 of the body, 9… what it is.
tree() { openssl asn1parse -inform DER -in "$1" 2>/dev/null | sed 's/^ *//; s/= */=/g'; }
lines() { tree "$2" | awk -F '[:= ]+' "$1"; } # PROGRAM FILE
part() { dd if="$1" bs=1 skip="$2" count="$3" 2>/dev/null; } # FILE FROM LENGTH
bits() { [ "${#1}" = 64 ] && echo -sha256 || echo '-engine gost -md_gost12_512'; } # HEX
# The digest of FILE by the algorithm that gives as many digits as HEX has.
hash() { openssl dgst $(bits "$1") -r "$2" 2>/dev/null | sed 's/ .*//'; } # HEX FILE
# The key of a GOST certificate under the Russian names of the same curve and hash (RFC 9215 §4.2):
# 1.2.643.7.1.1.1.2 with 1.2.643.7.1.2.1.2.1 and 1.2.643.7.1.1.2.3; its 128 octets stay as they are.
gost_key() { # CERTIFICATE
    at=$(lines '/:1\.2\.398\.3\.10\.1\.1\.2\.2\.1$/{k=1} k&&/BIT STRING/{print $1+$5+4;exit}' "$1")
    printf '\060\201\252\060\041\006\010\052\205\003\007\001\001\001\002\060\025\006\011\052\205\003'
    printf '\007\001\002\001\002\001\006\010\052\205\003\007\001\001\002\003\003\201\204\000\004\201\200'
    part "$1" "${at:-0}" 128
}
# НУЦ РК writes a GOST signature as r and s, the engine as s and r, each the other way round: so the
# octets in the opposite order.
reverse() { printf "$(od -An -v -to1 | awk '{for(i=1;i<=NF;i++)a="\\"$i a}END{print a}')"; }
signed() { # CERTIFICATE SIGNATURE FILE: whether the certificate's key made it
    if tree "$1" | grep -q ':1\.2\.398\.3\.10\.1\.1\.2\.2$'; then
        gost_key "$1" >"$tmp/key" && reverse <"$2" >"$tmp/reversed"
        openssl dgst -engine gost -md_gost12_512 -keyform DER -verify "$tmp/key" \
            -signature "$tmp/reversed" "$3"
    else
        openssl x509 -inform DER -in "$1" -noout -pubkey >"$tmp/key"
        openssl dgst -sha256 -verify "$tmp/key" -signature "$2" "$3"
    fi >/dev/null 2>&1
}
# Whether ISSUER is an authority, and its key made the signature of CERTIFICATE: its first part under its last.
issued() { # ISSUER CERTIFICATE
    lines '/:X509v3 Basic Constraints$/{b=1} b&&$9=="OCTET"{print $NF;exit}' "$1" | grep -q '^30..0101FF' || return 1
    part "$2" $(lines '$3==1&&$9=="SEQUENCE"{print $1,$5+$7;exit}' "$2") >"$tmp/tbs"
    part "$2" $(lines '$3==1&&$9=="BIT"{print $1+$5+1,$7-1}' "$2") >"$tmp/bits"
    signed "$1" "$tmp/bits" "$tmp/tbs"
}
# Whether CERTIFICATE's key signed CMS, and CMS is over CONTENT: the signature is over the signed
# attributes (as a SET: their tag becomes 31), whose message digest is the content's.
over() { # CERTIFICATE CMS CONTENT
    at=$(lines '$3==3&&$9=="SET"{s++} s==2&&$3==5&&$9=="cont"&&$11==0{print $1+1,$5+$7-1}' "$2")
    { printf '\061' && part "$2" $at; } >"$tmp/attributes"
    part "$2" $(lines '$3==3&&$9=="SET"{s++} s==2&&$3==5&&$9=="OCTET"{print $1+$5,$7}' "$2") >"$tmp/signature"
    digest=$(lines '/:messageDigest$/{m=1} m&&$9=="OCTET"{print $NF;exit}' "$tmp/attributes" | tr A-F a-f)
    [ -n "$digest" ] && [ "$(hash "$digest" "$3")" = "$digest" ] && signed "$1" "$tmp/signature" "$tmp/attributes"
}
case $(tree chain/0.cer) in
*:1.2.398.3.10.1.1.2.2*) openssl engine gost >/dev/null 2>&1 || cannot 'no GOST engine (libengine-gost-openssl)' ;;
*:rsaEncryption*) ;;
*) cannot 'no openssl here, or a key of another kind' ;;
esac
sed -n 's/^ *{"name": "\([^"]*\)".*"sha256": "\([0-9a-f]*\)"}.*/\2 \1/p' manifest.json |
    while read -r sum name; do [ "$(hash "$x64" "$name")" = "$sum" ] || fail "$name is not what the manifest says"; done || exit 1
grep -q '"document.txt"' manifest.json || fail 'no manifest.json'
say "ok: the files are those of the manifest"
over chain/0.cer signature.cms document.txt || fail 'the signature is not over document.txt by this key'
mv "$tmp/signature" "$tmp/value" && tree "$tmp/attributes" | tr A-F a-f | grep -q "$(hash "$x64" chain/0.cer)" || fail 'the signature names another certificate'
say "ok: $(openssl x509 -inform DER -in chain/0.cer -noout -subject -nameopt utf8,sep_comma_plus) signed document.txt"
n=0; while [ -f chain/$((n + 1)).cer ]; do issued chain/$((n + 1)).cer chain/$n.cer || fail "chain/$n.cer"; n=$((n + 1)); done
issued chain/$n.cer chain/$n.cer && [ $n -gt 0 ] || fail "chain/$n.cer is no root"
say "ok: every certificate of the chain is signed by the next one, the root by itself"
if [ -f timestamp.der ]; then
    part timestamp.der $(lines '$3==3&&$9=="SEQUENCE"{e=1} e&&$3==5&&$9=="OCTET"{print $1+$5,$7;exit}' timestamp.der) >"$tmp/info"
    part timestamp.der $(lines '$3==3&&$9=="cont"{c=1} c&&$3==4{print $1,$5+$7;exit}' timestamp.der) >"$tmp/tsa"
    imprint=$(lines '$9=="OCTET"{print $NF;exit}' "$tmp/info" | tr A-F a-f)
    [ -n "$imprint" ] && [ "$(hash "$imprint" "$tmp/value")" = "$imprint" ] || fail 'the time stamp is of another signature'
    over "$tmp/tsa" timestamp.der "$tmp/info" && issued chain/1.cer "$tmp/tsa" && tree "$tmp/tsa" | grep -q ':300A06082B06010505070308$' || fail 'the time stamp'
    say "ok: stamped at $(lines '/GENERALIZEDTIME/{print $NF;exit}' "$tmp/info")"
fi
say "root, SHA-256: $(hash "$x64" chain/$n.cer)"
