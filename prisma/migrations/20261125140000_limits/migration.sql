-- What AWS allows or holds ready beside the resources: subnets, quotas, reserved capacity
CREATE TABLE "service_limit" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "used" DOUBLE PRECISION,
    "limit_value" DOUBLE PRECISION NOT NULL,
    "unit" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "detail" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_limit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "service_limit_account_id_region_idx" ON "service_limit"("account_id", "region");

-- A limit on one UTC day, as last read that day
CREATE TABLE "service_limit_day" (
    "limit_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "used" DOUBLE PRECISION,
    "limit_value" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "service_limit_day_pkey" PRIMARY KEY ("limit_id", "day")
);
