-- What AWS recommends, kept with its date, for AWS forgets it within a day
CREATE TABLE "second_opinion" (
    "resource_arn" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "account_id" TEXT NOT NULL,
    "finding" TEXT NOT NULL,
    "reasons" TEXT[],
    "current_shape" TEXT,
    "recommended_shape" TEXT,
    "saving_monthly_usd" DOUBLE PRECISION,
    "lookback_days" DOUBLE PRECISION,
    "performance_risk" DOUBLE PRECISION,

    CONSTRAINT "second_opinion_pkey" PRIMARY KEY ("resource_arn", "source", "as_of")
);

-- Savings Plans and reservations of every account
CREATE TABLE "commitment" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "applies_to" TEXT NOT NULL,
    "region" TEXT,
    "family" TEXT,
    "shape" TEXT,
    "count" INTEGER,
    "committed_hourly_usd" DOUBLE PRECISION NOT NULL,
    "start_at" TIMESTAMPTZ(3) NOT NULL,
    "end_at" TIMESTAMPTZ(3) NOT NULL,
    "payment" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),

    CONSTRAINT "commitment_pkey" PRIMARY KEY ("id")
);

-- How much of a UTC day's spend plans covered
CREATE TABLE "commitment_day" (
    "day" DATE NOT NULL,
    "covered_usd" DOUBLE PRECISION NOT NULL,
    "on_demand_usd" DOUBLE PRECISION NOT NULL,
    "committed_usd" DOUBLE PRECISION NOT NULL,
    "unused_usd" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "commitment_day_pkey" PRIMARY KEY ("day")
);
