import { presentApiJobs } from '#lib/present/api-data.ts'
import { listJobSchedules, listLastRuns } from '#lib/store/data-page.ts'
import { answer } from '../answer.ts'
import { onePage } from '../one-page.ts'

const path = '/api/v1/jobs'

/** The jobs in the order of the pipeline; their runs for those who see the whole organization. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    const { actor, nowMs } = asked
    const [schedules, runs] = await Promise.all([listJobSchedules(actor), listLastRuns(actor)])
    const list = { items: presentApiJobs(schedules, runs, nowMs) }
    return onePage(list, path, asked, ({ job }) => job)
  })
}
