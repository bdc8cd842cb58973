# The steps of a check.
check-envelope = Signature file
check-signer = Signer and certificate
check-signed-attributes = Signed attributes
check-digest = Document unchanged
check-binding = Bound to the certificate
check-suite = Algorithms
check-signature = Signature
check-stamp = Time stamp
check-path = Trusted authority
check-validity = Certificate's validity
check-revocation = Certificate status
check-usage = Signing key
check-policy = Authority's policy
check-role = Right to sign
check-identity = IIN or BIN
check-time = Signing time
