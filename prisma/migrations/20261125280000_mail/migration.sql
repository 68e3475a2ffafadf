-- The weekly digest as it was computed once, and its deliveries
CREATE TABLE "digest" (
    "week" TEXT NOT NULL,
    "team" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "subject" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "images" JSONB NOT NULL,
    "body" JSONB NOT NULL,
    CONSTRAINT "digest_pkey" PRIMARY KEY ("week", "team")
);

CREATE TABLE "delivery" (
    "week" TEXT NOT NULL,
    "team" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "lease_id" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "handed_over" BOOLEAN NOT NULL DEFAULT false,
    "sent_at" TIMESTAMPTZ(3),
    "note" TEXT NOT NULL DEFAULT '',
    CONSTRAINT "delivery_pkey" PRIMARY KEY ("week", "team", "recipient")
);
CREATE INDEX "delivery_state_next_at_idx" ON "delivery" ("state", "next_at");

-- Who gets the digest of a team, since when, and who has stopped it
CREATE TABLE "subscription" (
    "team" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "since_at" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "refusals" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "subscription_pkey" PRIMARY KEY ("team", "recipient")
);
CREATE UNIQUE INDEX "subscription_token_key" ON "subscription" ("token");
