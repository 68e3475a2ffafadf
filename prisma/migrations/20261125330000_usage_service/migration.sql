-- Which services bill a usage type, as Cost Explorer last told of the whole organization.
CREATE TABLE "usage_service" (
    "usage_type" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "usd" DOUBLE PRECISION NOT NULL,
    "observed_day" DATE NOT NULL,

    CONSTRAINT "usage_service_pkey" PRIMARY KEY ("usage_type", "service")
);
