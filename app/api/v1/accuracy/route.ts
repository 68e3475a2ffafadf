import { presentApiAccuracy } from '#lib/present/api-accuracy.ts'
import { listTrackRecord } from '#lib/store/accuracy.ts'
import { answer } from '../answer.ts'
import { onePage } from '../one-page.ts'

const path = '/api/v1/accuracy'

/** Forecasts against what happened. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    const list = { items: presentApiAccuracy(await listTrackRecord(asked.actor)) }
    return onePage(list, path, asked)
  })
}
