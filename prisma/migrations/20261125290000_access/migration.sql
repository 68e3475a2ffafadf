-- Sign-in through an identity provider, API keys, rate limits
ALTER TABLE "session" ADD COLUMN "name" TEXT NOT NULL DEFAULT '';
ALTER TABLE "session" ADD COLUMN "all_teams" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "session" ADD COLUMN "teams" TEXT[];
ALTER TABLE "session" ADD COLUMN "edits" TEXT[];

CREATE TABLE "sign_in_attempt" (
    "hash" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "verifier" TEXT NOT NULL,
    "return_to" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("hash")
);

CREATE TABLE "api_key" (
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "team" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    CONSTRAINT "api_key_pkey" PRIMARY KEY ("prefix")
);

CREATE TABLE "rate_bucket" (
    "key" TEXT NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "filled_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "rate_bucket_pkey" PRIMARY KEY ("key")
);
