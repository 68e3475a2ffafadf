-- Whether a job is at work is asked by every page.
CREATE INDEX "run_state_idx" ON "run"("state");
