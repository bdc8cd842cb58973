-- Signing with eGov Mobile through an outside service: where it takes the document and gives the
-- signature, and the lease under which one of the portal's processes carries both. Whoever has the
-- place could do so too: it goes when the code is signed or taken back, with the row at last.
ALTER TABLE mobile_signings ADD COLUMN place TEXT;
ALTER TABLE mobile_signings ADD COLUMN lease TEXT;
ALTER TABLE mobile_signings ADD COLUMN lease_until INTEGER NOT NULL DEFAULT 0;
CREATE INDEX mobile_signings_to_carry ON mobile_signings (asked_at) WHERE place IS NOT NULL;
