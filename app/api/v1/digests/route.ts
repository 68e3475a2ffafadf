import { presentApiDigests } from '#lib/present/api-messages.ts'
import { listDigests } from '#lib/store/digests.ts'
import { answer } from '../answer.ts'
import { onePage } from '../one-page.ts'

const path = '/api/v1/digests'

/** Weekly digests, the newest first. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    const list = { items: presentApiDigests(await listDigests(asked.actor, 10_000)) }
    return onePage(list, path, asked, ({ week, team }) => `${week}/${team}`)
  })
}
