-- Scenarios that people wrote
CREATE TABLE "scenario" (
    "id" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "scenario_pkey" PRIMARY KEY ("id")
);

-- What the newest rehearsal of a scenario gave
CREATE TABLE "scenario_result" (
    "scenario_id" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "run_id" INTEGER NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "scenario_result_pkey" PRIMARY KEY ("scenario_id")
);

-- Resources that a scenario moves, of its newest rehearsal
CREATE TABLE "scenario_row" (
    "scenario_id" TEXT NOT NULL,
    "resource_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "scenario_row_pkey" PRIMARY KEY ("scenario_id", "resource_id")
);
