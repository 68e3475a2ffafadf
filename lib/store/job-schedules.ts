import type { JobSchedule } from '../model/run.ts'
import { transaction } from './client.ts'

/** Replaces the list of jobs by that of the worker that starts. */
export async function saveJobSchedules(schedules: readonly JobSchedule[]): Promise<void> {
  await transaction(async (client) => {
    await client.query('DELETE FROM job_schedule WHERE NOT (job = ANY($1::text[]))', [
      schedules.map(({ job }) => job),
    ])
    await client.query(
      `INSERT INTO job_schedule (job, position, about, every_ms)
       SELECT s.job, s.position, s.about, s."everyMs"
       FROM jsonb_to_recordset($1::jsonb) AS s(job text, position int, about text, "everyMs" float8)
       ON CONFLICT (job) DO UPDATE SET (position, about, every_ms)
         = (EXCLUDED.position, EXCLUDED.about, EXCLUDED.every_ms)`,
      [JSON.stringify(schedules.map((schedule, position) => ({ ...schedule, position })))],
    )
  })
}
