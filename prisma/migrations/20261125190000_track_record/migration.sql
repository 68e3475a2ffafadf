CREATE TABLE "track_score" (
    "resource_id" TEXT NOT NULL,
    "dimension" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "horizon_days" INTEGER NOT NULL,
    "origin" TEXT NOT NULL,
    "days" INTEGER NOT NULL,
    "mase" DOUBLE PRECISION,
    "inside80" INTEGER NOT NULL,
    "inside90" INTEGER NOT NULL,
    "bias" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "track_score_pkey" PRIMARY KEY ("resource_id","dimension","as_of","horizon_days","origin")
);
