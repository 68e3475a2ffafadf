-- The resource that this one took the place of: same name, new id.
ALTER TABLE "resource" ADD COLUMN "succeeds" TEXT;
CREATE INDEX "resource_succeeds_idx" ON "resource"("succeeds");

-- Tags and team of a resource over time.
CREATE TABLE "resource_owner" (
    "resource_id" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),
    "team" TEXT,
    "tags" JSONB NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "resource_owner_pkey" PRIMARY KEY ("resource_id","valid_from")
);

-- Freezes, events, budgets and drivers of the configuration, each with its history.
CREATE TABLE "calendar_entry" (
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),
    "body" JSONB NOT NULL,

    CONSTRAINT "calendar_entry_pkey" PRIMARY KEY ("kind","key","valid_from")
);

CREATE TABLE "driver_sample" (
    "driver" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "driver_sample_pkey" PRIMARY KEY ("driver","at")
);
