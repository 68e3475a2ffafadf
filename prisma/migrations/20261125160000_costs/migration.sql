-- Two sources behind one table, and the three ways to state a cost side by side.
ALTER TABLE "cost_day" ADD COLUMN "source" TEXT NOT NULL DEFAULT 'cost-explorer',
    ADD COLUMN "amortized_usd" DOUBLE PRECISION,
    ADD COLUMN "net_usd" DOUBLE PRECISION;
ALTER TABLE "cost_day" DROP CONSTRAINT "cost_day_pkey";
ALTER TABLE "cost_day" ADD CONSTRAINT "cost_day_pkey"
    PRIMARY KEY ("day", "account_id", "grouping", "key", "source", "observed_day");
CREATE INDEX "cost_day_grouping_day_idx" ON "cost_day"("grouping", "day");

-- Totals of whole months as the source last stated them: what the days must add up to.
CREATE TABLE "cost_month" (
    "month" DATE NOT NULL,
    "account_id" TEXT NOT NULL,
    "grouping" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "observed_day" DATE NOT NULL,
    "usd" DOUBLE PRECISION NOT NULL,
    "amortized_usd" DOUBLE PRECISION,
    "net_usd" DOUBLE PRECISION,
    "estimated" BOOLEAN NOT NULL,

    CONSTRAINT "cost_month_pkey" PRIMARY KEY ("month", "account_id", "grouping", "key", "source")
);

-- When the days of a month were last read as a whole.
CREATE TABLE "cost_read" (
    "month" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "grouping" TEXT NOT NULL,
    "read_day" DATE NOT NULL,

    CONSTRAINT "cost_read_pkey" PRIMARY KEY ("month", "source", "grouping")
);

-- Daily sums by resource, bitemporal as cost_day.
CREATE TABLE "cost_resource_day" (
    "day" DATE NOT NULL,
    "account_id" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "usage_type" TEXT NOT NULL,
    "resource_id" TEXT NOT NULL,
    "team" TEXT NOT NULL,
    "record_type" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "observed_day" DATE NOT NULL,
    "usd" DOUBLE PRECISION NOT NULL,
    "amortized_usd" DOUBLE PRECISION NOT NULL,
    "net_usd" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "cost_resource_day_pkey" PRIMARY KEY ("day", "account_id", "service", "usage_type", "resource_id",
        "team", "record_type", "source", "observed_day")
);

-- Split cost allocation of EKS and ECS: parts of instances that cost_resource_day counts already, never added to it.
CREATE TABLE "cost_split_day" (
    "day" DATE NOT NULL,
    "account_id" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "parent_id" TEXT NOT NULL,
    "resource_id" TEXT NOT NULL,
    "team" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "observed_day" DATE NOT NULL,
    "split_usd" DOUBLE PRECISION NOT NULL,
    "unused_usd" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "cost_split_day_pkey" PRIMARY KEY ("day", "account_id", "service", "parent_id", "resource_id", "team",
        "source", "observed_day")
);

-- Partial sums of an export that is being read. Published in one transaction, then deleted.
CREATE TABLE "cost_stage" (
    "id" BIGSERIAL NOT NULL,
    "assembly" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "account_id" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "usage_type" TEXT NOT NULL,
    "parent_id" TEXT NOT NULL,
    "resource_id" TEXT NOT NULL,
    "team" TEXT NOT NULL,
    "record_type" TEXT NOT NULL,
    "usd" DOUBLE PRECISION NOT NULL,
    "amortized_usd" DOUBLE PRECISION NOT NULL,
    "net_usd" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "cost_stage_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "cost_stage_assembly_idx" ON "cost_stage"("assembly");

-- The assembly of each billing period that was read last.
CREATE TABLE "cost_export" (
    "location" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "assembly" TEXT NOT NULL,
    "observed_day" DATE NOT NULL,
    "rows" INTEGER NOT NULL,
    "malformed" INTEGER NOT NULL,

    CONSTRAINT "cost_export_pkey" PRIMARY KEY ("location", "period")
);

-- Paid calls by UTC day: the cap holds across restarts.
CREATE TABLE "cost_call" (
    "day" DATE NOT NULL,
    "payer_id" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,

    CONSTRAINT "cost_call_pkey" PRIMARY KEY ("day", "payer_id")
);

CREATE TABLE "cost_note" (
    "month" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "grouping" TEXT NOT NULL,
    "observed_day" DATE NOT NULL,
    "before_usd" DOUBLE PRECISION NOT NULL,
    "after_usd" DOUBLE PRECISION NOT NULL,
    "moved_usd" DOUBLE PRECISION NOT NULL,
    "changes" JSONB NOT NULL,

    CONSTRAINT "cost_note_pkey" PRIMARY KEY ("month", "source", "grouping", "observed_day")
);

CREATE TABLE "cost_tie" (
    "month" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "grouping" TEXT NOT NULL,
    "checked_day" DATE NOT NULL,
    "total_usd" DOUBLE PRECISION NOT NULL,
    "stored_usd" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "cost_tie_pkey" PRIMARY KEY ("month", "source", "grouping")
);
