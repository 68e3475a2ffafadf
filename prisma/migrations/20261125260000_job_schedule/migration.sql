-- How often each job of the worker's list runs, so that pages can say when it is due next.
CREATE TABLE job_schedule (
  job text PRIMARY KEY,
  position integer NOT NULL,
  about text NOT NULL,
  every_ms double precision NOT NULL
);
