-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "regions" TEXT[],
    "role_arn" TEXT,
    "external_id" TEXT,
    "payer" BOOLEAN NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resource" (
    "id" TEXT NOT NULL,
    "resource_class" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "native_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tags" JSONB NOT NULL,
    "team" TEXT,
    "service_tier" TEXT NOT NULL,
    "exempt" TEXT,
    "member_of" TEXT,
    "shape" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "zone_count" INTEGER NOT NULL,
    "facts" JSONB NOT NULL,
    "signals" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3),
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "resource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "capacity_change" (
    "resource_id" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "shape" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "capacity" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "actor" TEXT,

    CONSTRAINT "capacity_change_pkey" PRIMARY KEY ("resource_id","from_at")
);

-- CreateTable
CREATE TABLE "series" (
    "id" SERIAL NOT NULL,
    "resource_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "member" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "dimensions" JSONB NOT NULL,
    "statistics" TEXT[],

    CONSTRAINT "series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "coverage" (
    "series_id" INTEGER NOT NULL,
    "tier" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "coverage_pkey" PRIMARY KEY ("series_id","tier")
);

-- CreateTable
CREATE TABLE "shape" (
    "region" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "facts" JSONB NOT NULL,

    CONSTRAINT "shape_pkey" PRIMARY KEY ("region","name")
);

-- CreateTable
CREATE TABLE "price" (
    "region" TEXT NOT NULL,
    "shape" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "hourly_usd" DOUBLE PRECISION NOT NULL,
    "as_of" TEXT NOT NULL,
    "derived" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "price_pkey" PRIMARY KEY ("region","shape","key")
);

-- CreateTable
CREATE TABLE "cost_day" (
    "day" DATE NOT NULL,
    "account_id" TEXT NOT NULL,
    "grouping" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "observed_day" DATE NOT NULL,
    "usd" DOUBLE PRECISION NOT NULL,
    "estimated" BOOLEAN NOT NULL,

    CONSTRAINT "cost_day_pkey" PRIMARY KEY ("day","account_id","grouping","key","observed_day")
);

-- CreateTable
CREATE TABLE "demand_history" (
    "resource_id" TEXT NOT NULL,
    "dimension" TEXT NOT NULL,
    "start_day" DATE NOT NULL,
    "mean" BYTEA NOT NULL,
    "peak" BYTEA NOT NULL,
    "maximum" BYTEA NOT NULL,
    "capacity" BYTEA NOT NULL,

    CONSTRAINT "demand_history_pkey" PRIMARY KEY ("resource_id","dimension")
);

-- CreateTable
CREATE TABLE "forecast" (
    "id" BIGSERIAL NOT NULL,
    "resource_id" TEXT NOT NULL,
    "dimension" TEXT NOT NULL,
    "run_id" INTEGER NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "hourly" BYTEA,
    "daily_mean" BYTEA,
    "daily_peak" BYTEA,
    "daily_maximum" BYTEA,

    CONSTRAINT "forecast_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recommendation" (
    "id" BIGSERIAL NOT NULL,
    "resource_id" TEXT NOT NULL,
    "run_id" INTEGER NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "finding" TEXT NOT NULL,
    "summary" JSONB NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "recommendation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy" (
    "id" SERIAL NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run" (
    "id" SERIAL NOT NULL,
    "job" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "beat_at" TIMESTAMPTZ(3) NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "note" TEXT NOT NULL DEFAULT '',
    "counts" JSONB NOT NULL DEFAULT '{}',
    "problems" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "due_period" (
    "job" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "period" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "due_period_pkey" PRIMARY KEY ("job","scope","period")
);

-- CreateTable
CREATE TABLE "api_call" (
    "day" DATE NOT NULL,
    "action" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,

    CONSTRAINT "api_call_pkey" PRIMARY KEY ("day","action")
);

-- CreateTable
CREATE TABLE "api_bill" (
    "day" DATE NOT NULL,
    "billed_metrics" INTEGER NOT NULL,
    "usd" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "api_bill_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "sign_in_link" (
    "hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_link_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "session" (
    "hash" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "installation" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "resource_account_id_region_idx" ON "resource"("account_id", "region");

-- CreateIndex
CREATE INDEX "resource_team_idx" ON "resource"("team");

-- CreateIndex
CREATE UNIQUE INDEX "series_resource_id_key_member_key" ON "series"("resource_id", "key", "member");

-- CreateIndex
CREATE INDEX "forecast_resource_id_dimension_as_of_idx" ON "forecast"("resource_id", "dimension", "as_of" DESC);

-- CreateIndex
CREATE INDEX "recommendation_resource_id_as_of_idx" ON "recommendation"("resource_id", "as_of" DESC);

-- CreateIndex
CREATE INDEX "run_job_started_at_idx" ON "run"("job", "started_at" DESC);

-- CreateIndex
CREATE INDEX "run_started_at_idx" ON "run"("started_at" DESC);

-- CreateIndex
CREATE INDEX "due_period_state_idx" ON "due_period"("state");


-- Packed samples: one row per series and UTC day, the day's values as little-endian float32 (NaN = gap), one
-- column per statistic. Partitioned by month, each made by lib/store/partitions.ts before a write.
-- PLAIN keeps a row in its page (no compression of noise, no second read), but a day of minutes is too long for that.
CREATE TABLE "sample_1m" (
    "series_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "average" BYTEA,
    "maximum" BYTEA,
    "minimum" BYTEA,
    "sum" BYTEA,
    "sample_count" BYTEA,
    "p99" BYTEA,
    PRIMARY KEY ("series_id", "day")
) PARTITION BY RANGE ("day");
CREATE TABLE "sample_5m" (LIKE "sample_1m", PRIMARY KEY ("series_id", "day")) PARTITION BY RANGE ("day");
CREATE TABLE "sample_1h" (LIKE "sample_1m", PRIMARY KEY ("series_id", "day")) PARTITION BY RANGE ("day");
ALTER TABLE "sample_1m" ALTER "average" SET STORAGE EXTERNAL, ALTER "maximum" SET STORAGE EXTERNAL,
    ALTER "minimum" SET STORAGE EXTERNAL, ALTER "sum" SET STORAGE EXTERNAL,
    ALTER "sample_count" SET STORAGE EXTERNAL, ALTER "p99" SET STORAGE EXTERNAL;
ALTER TABLE "sample_5m" ALTER "average" SET STORAGE PLAIN, ALTER "maximum" SET STORAGE PLAIN,
    ALTER "minimum" SET STORAGE PLAIN, ALTER "sum" SET STORAGE PLAIN,
    ALTER "sample_count" SET STORAGE PLAIN, ALTER "p99" SET STORAGE PLAIN;
ALTER TABLE "sample_1h" ALTER "average" SET STORAGE PLAIN, ALTER "maximum" SET STORAGE PLAIN,
    ALTER "minimum" SET STORAGE PLAIN, ALTER "sum" SET STORAGE PLAIN,
    ALTER "sample_count" SET STORAGE PLAIN, ALTER "p99" SET STORAGE PLAIN;
