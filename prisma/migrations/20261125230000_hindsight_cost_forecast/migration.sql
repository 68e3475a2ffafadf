ALTER TABLE "track_score" ADD COLUMN "widening" DOUBLE PRECISION;

CREATE TABLE "hindsight" (
    "resource_id" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "advice" JSONB NOT NULL,

    CONSTRAINT "hindsight_pkey" PRIMARY KEY ("resource_id","as_of")
);

CREATE TABLE "hindsight_verdict" (
    "resource_id" TEXT NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,
    "verdict" JSONB NOT NULL,

    CONSTRAINT "hindsight_verdict_pkey" PRIMARY KEY ("resource_id")
);

CREATE TABLE "cost_forecast" (
    "run_id" INTEGER NOT NULL,
    "grouping" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "cost_forecast_pkey" PRIMARY KEY ("run_id","grouping","key")
);
