import { z } from 'zod'
import { buildDigest } from '#lib/deliver/build-digest.ts'
import type { Transports } from '#lib/deliver/deliver.ts'
import { openDatabase } from '#lib/store/client.ts'
import { planDigests } from '../../jobs/plan-digests.ts'
import { sendPlanned } from '../../jobs/send-planned.ts'
import { digestInput } from './digest-fixture.ts'
import { mailLists } from './mail-lists.ts'

/** A scheduler and sender that a test may kill: it works once at each instant that it is told. */
const [databaseUrl = '', smtpUrl = ''] = process.argv.slice(2)
openDatabase({ url: databaseUrl, connections: 6, queryMs: 30_000 })
const transports: Transports = {
  baseUrl: 'https://headroom.example',
  from: 'headroom@example.com',
  smtp: { url: smtpUrl, silenceMs: 3_000 },
  posts: new Map(),
}
const drawn = buildDigest(digestInput())

async function work(nowMs: number): Promise<void> {
  const build = async ({ team }: { team: string }, week: string) => ({ ...drawn, team, week })
  await planDigests({ lists: mailLists, nowMs, build })
  await sendPlanned({ transports, clock: () => nowMs })
}

process.on('message', (message) => {
  const { nowMs } = z.object({ nowMs: z.number() }).parse(message)
  work(nowMs).then(
    () => process.send?.({ done: nowMs }),
    (error) => process.send?.({ done: nowMs, error: String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: true })
