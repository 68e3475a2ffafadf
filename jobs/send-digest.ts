import { readConfig } from '#lib/config.ts'
import type { Transports } from '#lib/deliver/deliver.ts'
import { env } from '#lib/env.ts'
import { errorText } from '#lib/errors.ts'
import type { Problem } from '#lib/model/account.ts'
import { system } from '#lib/model/actor.ts'
import type { StoredDigest } from '#lib/model/delivery.ts'
import { dayMs, type EpochMs, minuteMs } from '#lib/model/time.ts'
import { listDeliveries } from '#lib/store/deliveries.ts'
import { readDigest, replaceDigest } from '#lib/store/digests.ts'
import { latestRecommendationMs } from '#lib/store/recommendations.ts'
import { type DigestList, digestLists } from './digest-lists.ts'
import type { Job, JobContext } from './job.ts'
import { loadDigest } from './load-digest.ts'
import { planDigests } from './plan-digests.ts'
import { sendPlanned } from './send-planned.ts'

const everyMs = 15 * minuteMs

export const sendDigest: Job = {
  name: 'send-digest',
  about: 'plans the weekly digests that are due and sends what is planned',
  schedule: { everyMs, after: ['recommend', 'score-forecasts'] },
  scopes: () => [''],
  async run({ nowMs, signal }: JobContext) {
    const config = readConfig(env().HEADROOM_CONFIG)
    const lists = digestLists(config)
    const transports = transportsOf(lists)
    const question = { workspace: config.workspace, baseUrl: transports.baseUrl, nowMs }
    const build = ({ team }: DigestList, week: string) => loadDigest({ ...question, team, week })
    const planned = await planDigests({ lists, nowMs, build })
    const problems: Problem[] = []
    const previews = await refreshPreviews(lists, build).catch((error) => {
      problems.push({ scope: 'preview', code: 'digest-failed', text: errorText(error) })
      return 0
    })
    const beganMs = performance.now()
    const clock = () => nowMs + Math.round(performance.now() - beganMs)
    const counts = await sendPlanned({ transports, clock, signal })
    return {
      counts: { planned, previews, ...counts },
      problems: [...problems, ...(await openProblems(nowMs))],
    }
  },
}

/** How this worker sends, from the environment and the configuration. */
function transportsOf(lists: readonly DigestList[]): Transports {
  const { PUBLIC_URL, HOST, PORT, MAIL_FROM, SMTP_URL, SES_REGION, WEBHOOK_SECRET } = env()
  return {
    baseUrl: PUBLIC_URL ?? `http://${HOST}:${PORT}`,
    posts: new Map(
      lists.map(({ team, slack, webhook }) => [
        team,
        { ...(slack && { slack }), ...(webhook && { webhook }) },
      ]),
    ),
    ...(MAIL_FROM && { from: MAIL_FROM }),
    ...(SMTP_URL && { smtp: { url: SMTP_URL } }),
    ...(SES_REGION && { sesRegion: SES_REGION }),
    ...(WEBHOOK_SECRET && { webhookSecret: WEBHOOK_SECRET }),
  }
}

/** What the next digest of each list would say, for the page; once after each run of the recommendations. */
async function refreshPreviews(
  lists: readonly DigestList[],
  build: (list: DigestList, week: string) => Promise<StoredDigest>,
): Promise<number> {
  const newestMs = await latestRecommendationMs()
  if (newestMs === undefined) return 0
  const everything: DigestList = { team: '', zone: 'UTC', recipients: [] }
  const wanted = lists.some(({ team }) => team === '') ? lists : [everything, ...lists]
  let made = 0
  for (const list of wanted) {
    const known = await readDigest(system, 'preview', list.team)
    if (known && known.asOfMs >= newestMs) continue
    await replaceDigest(await build(list, 'preview'))
    made++
  }
  return made
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
