import { readConfig } from '#lib/config.ts'
import { env } from '#lib/env.ts'
import type { Problem } from '#lib/model/account.ts'
import { system } from '#lib/model/actor.ts'
import { dayMs, type EpochMs, minuteMs } from '#lib/model/time.ts'
import { readClockSkewMs } from '#lib/store/clock.ts'
import { listDeliveries } from '#lib/store/deliveries.ts'
import { type DigestList, digestLists } from './digest-lists.ts'
import type { Job, JobContext } from './job.ts'
import { loadDigest } from './load-digest.ts'
import { planDigests } from './plan-digests.ts'
import { previewDigests } from './preview-digests.ts'
import { sendPlanned } from './send-planned.ts'
import { sendable, transportsOf } from './transports.ts'

const everyMs = 15 * minuteMs

export const sendDigest: Job = {
  name: 'send-digest',
  about: 'plans the weekly digests that are due and sends what is planned',
  schedule: { everyMs, after: ['recommend', 'score-forecasts'] },
  scopes: () => [''],
  async run({ nowMs, signal }: JobContext) {
    const config = readConfig(env().HEADROOM_CONFIG)
    const named = digestLists(config)
    const transports = transportsOf(named)
    const { lists, problems: notSetUp } = sendable(named, transports)
    const question = { workspace: config.workspace, baseUrl: transports.baseUrl, nowMs }
    const build = ({ team }: DigestList, week: string) => loadDigest({ ...question, team, week })
    const { planned, problems: notPlanned } = await planDigests({ lists, nowMs, build })
    const teams = named.map(({ team }) => team)
    const previews = await previewDigests(teams, (team) => loadDigest({ ...question, team, week: 'preview' }))
    const beganMs = performance.now()
    // Leases and due times are the database's: a worker whose clock is wrong takes none from another.
    const skewMs = await readClockSkewMs(Date.now)
    const clock = () => nowMs + skewMs + Math.round(performance.now() - beganMs)
    const counts = await sendPlanned({ transports, clock, signal })
    const open = await openProblems(nowMs)
    return {
      counts: { planned, previews: previews.made, ...counts },
      problems: [...notSetUp, ...notPlanned, ...previews.problems, ...open],
    }
  },
}

/** Deliveries of the last week that did not arrive, or may not have: said until someone acts. */
async function openProblems(nowMs: EpochMs): Promise<Problem[]> {
  const open = (await listDeliveries(system)).filter(
    ({ state, dueMs }) => (state === 'failed' || state === 'unknown') && dueMs > nowMs - 7 * dayMs,
  )
  return open.map(({ team, recipient, week, state, note }) => {
    const text = `The digest of ${week} for ${recipient} is ${state}: ${note} See /digests.`
    return { scope: team === '' ? 'digest' : team, code: `digest-${state}`, text }
  })
}
