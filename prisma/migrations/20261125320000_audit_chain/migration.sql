-- Each entry of the audit log holds the hash of the one before it. Entries from before this stand outside of the chain
ALTER TABLE "audit_entry" ADD COLUMN "previous_hash" TEXT;
ALTER TABLE "audit_entry" ADD COLUMN "hash" TEXT;
