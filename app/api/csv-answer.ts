import type { Actor } from '#lib/model/actor.ts'
import { isoDay } from '#lib/model/time.ts'
import { takeExport } from '../_requests/take-turn.ts'
import { whoAsks } from '../_requests/who-asks.ts'

export type CsvAsked = { readonly actor: Actor; readonly nowMs: number }

/** Answers with a CSV to save, `headroom-NAME-DAY.csv`; 401 without sign-in, 429 too often, 404 where there is no such table. */
export async function csvAnswer(
  name: string,
  work: (asked: CsvAsked) => Promise<string | undefined>,
): Promise<Response> {
  const nowMs = Date.now()
  const actor = await whoAsks(nowMs)
  if (actor instanceof Response) return actor
  const busy = await takeExport(actor)
  if (busy) return busy
  const text = await work({ actor, nowMs })
  if (text === undefined) return new Response('There is no such table.\n', { status: 404 })
  return new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="headroom-${name.replace(/[^\w-]/g, '_')}-${isoDay(nowMs)}.csv"`,
      'cache-control': 'no-store',
    },
  })
}
