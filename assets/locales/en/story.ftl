story-gost = GOST key, not joined yet
story-rsa = RSA key, not joined yet
story-expired = the certificate has expired
story-wrong-person = another person's key
story-joined = joined, a year of operations
story-head = first head of an organisation
story-employee = employee without the right to sign
story-stopped = access stopped (4.7)
