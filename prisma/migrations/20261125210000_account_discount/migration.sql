-- What accounts pay for on-demand usage against its list price, a row for each measurement
CREATE TABLE "account_discount" (
    "account_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "measured_day" DATE NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "list_usd" DOUBLE PRECISION NOT NULL,
    "paid_usd" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "account_discount_pkey" PRIMARY KEY ("account_id", "source", "measured_day", "from_day")
);
