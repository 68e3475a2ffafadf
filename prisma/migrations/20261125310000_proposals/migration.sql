-- Accepted changes in the Terraform code of their team, the newest word
CREATE TABLE "proposal" (
    "decision_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    CONSTRAINT "proposal_pkey" PRIMARY KEY ("decision_id")
);
