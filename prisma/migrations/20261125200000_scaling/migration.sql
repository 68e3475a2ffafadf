-- Scaling policies in force, a row whenever they change
CREATE TABLE "scaling_in_force" (
    "resource_id" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "scaling_in_force_pkey" PRIMARY KEY ("resource_id", "from_at")
);

-- What the replay of a resource gave, appended
CREATE TABLE "scaling_study" (
    "resource_id" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "run_id" INTEGER NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "scaling_study_pkey" PRIMARY KEY ("resource_id", "as_of")
);
