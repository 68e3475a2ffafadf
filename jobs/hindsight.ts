import { errorText } from '#lib/errors.ts'
import type { Problem } from '#lib/model/account.ts'
import { system } from '#lib/model/actor.ts'
import type { Policy } from '#lib/model/policy.ts'
import type { Resource } from '#lib/model/resource.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { readHindsight, saveHindsight } from '#lib/store/hindsight.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { listResources } from '#lib/store/resources.ts'
import { readShapes } from '#lib/store/shapes.ts'
import { loadForecastInput } from './forecast-input.ts'
import { hindsightMondays, mondaysToRun } from './hindsight-mondays.ts'
import type { HindsightAnswer, HindsightQuestion } from './hindsight-resource.ts'
import type { Job } from './job.ts'
import { openThreadPool } from './thread-pool.ts'
import { openWay } from './way-clear.ts'

/** What goes first: hindsight waits between two resources while one of these runs. */
const first = ['collect-', 'apply-config', 'forecast', 'recommend']

export const hindsight: Job = {
  name: 'hindsight',
  about: 'runs the past again as of each of the last 26 Mondays, scores it, and follows what it recommended',
  schedule: { everyMs: dayMs, after: ['collect-samples', 'forecast', 'recommend'] },
  scopes: () => [''],
  async run({ nowMs, progress, signal }) {
    const policy = await readPolicy(system)
    const resources = (await listResources()).filter(({ memberOf }) => memberOf === undefined)
    const script = new URL('./hindsight-thread.ts', import.meta.url)
    const pool = openThreadPool<HindsightQuestion, HindsightAnswer>({ script, name: 'hindsight' })
    const offerOf = offersByRegion()
    const way = openWay(first, signal)
    const problems: Problem[] = []
    const counts = { resources: resources.length, mondays: 0, scores: 0, failed: 0 }
    let done = 0
    try {
      await pool.each(resources, async (resource, ask) => {
        await way()
        if (signal.aborted) return
        try {
          const question = await questionOf({
            resource,
            policy,
            nowMs,
            offer: await offerOf(resource.region),
          })
          const answer = await ask(question)
          await saveHindsight({ resourceId: resource.id, nowMs, ...answer })
          counts.mondays += answer.advice.length
          counts.scores += answer.scores.length
        } catch (error) {
          counts.failed++
          problems.push({ scope: resource.name, code: 'hindsight-failed', text: errorText(error) })
        }
        progress(++done, resources.length, `${counts.mondays} Mondays, ${resource.name}`)
      })
    } finally {
      await pool.close()
    }
    return { counts, problems }
  },
}

async function questionOf(options: {
  resource: Resource
  policy: Policy
  nowMs: EpochMs
  offer: HindsightQuestion['offer']
}): Promise<HindsightQuestion> {
  const { resource, nowMs, offer } = options
  const wanted = hindsightMondays(nowMs)
  const said = await readHindsight(resource.id, wanted[0] ?? nowMs)
  const mondays = mondaysToRun(said, nowMs)
  const known = said.filter(({ asOfMs }) => !mondays.includes(asOfMs))
  const { input } = await loadForecastInput(options)
  return { resource, input, offer, mondays, known }
}

/** Shapes and prices, read once a region. */
function offersByRegion(): (region: string) => Promise<HindsightQuestion['offer']> {
  const known = new Map<string, ReturnType<typeof readShapes>>()
  return (region) => {
    const offer = known.get(region) ?? readShapes(region)
    known.set(region, offer)
    return offer
  }
}
