-- What our own calls were to cost, by the inventory that planned them. Appended, the newest counts
CREATE TABLE "economics" (
    "id" SERIAL NOT NULL,
    "run_id" INTEGER NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "economics_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "economics_as_of_idx" ON "economics"("as_of" DESC);
