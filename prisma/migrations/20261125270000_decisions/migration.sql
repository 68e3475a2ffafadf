-- What was decided about a resource, kept for ever
CREATE TABLE "decision" (
    "id" SERIAL NOT NULL,
    "resource_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "owner" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "approver" TEXT,
    "week" TEXT,
    "basis" JSONB NOT NULL,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "decision_resource_id_kind_id_idx" ON "decision"("resource_id", "kind", "id" DESC);
CREATE INDEX "decision_week_idx" ON "decision"("week");

-- How accepted changes are getting on, the newest word
CREATE TABLE "follow_up" (
    "decision_id" INTEGER NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "follow_up_pkey" PRIMARY KEY ("decision_id")
);

-- Frozen packs as they were written: text, so that their bytes stay
CREATE TABLE "review" (
    "week" TEXT NOT NULL,
    "frozen_at" TIMESTAMPTZ(3) NOT NULL,
    "sha256" TEXT NOT NULL,
    "agenda" INTEGER NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "review_pkey" PRIMARY KEY ("week")
);

-- Who changed what, in the transaction of the change
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "audit_entry_at_idx" ON "audit_entry"("at" DESC);
CREATE INDEX "audit_entry_target_idx" ON "audit_entry"("target");

-- Only appended to: the conversion below fails, and says why, whenever a row would be changed or deleted
CREATE RULE "decision_keep_update" AS ON UPDATE TO "decision" DO INSTEAD
  SELECT ('decisions are kept for ever ' || now()::text)::int;
CREATE RULE "decision_keep_delete" AS ON DELETE TO "decision" DO INSTEAD
  SELECT ('decisions are kept for ever ' || now()::text)::int;
CREATE RULE "review_keep_update" AS ON UPDATE TO "review" DO INSTEAD
  SELECT ('a frozen review never changes ' || now()::text)::int;
CREATE RULE "audit_entry_keep_update" AS ON UPDATE TO "audit_entry" DO INSTEAD
  SELECT ('the audit log is only appended to ' || now()::text)::int;
CREATE RULE "audit_entry_keep_delete" AS ON DELETE TO "audit_entry" DO INSTEAD
  SELECT ('the audit log is only appended to ' || now()::text)::int;
