import { errorText } from '#lib/errors.ts'
import type { Problem } from '#lib/model/account.ts'
import { system } from '#lib/model/actor.ts'
import { dayMs } from '#lib/model/time.ts'
import { combineParts, rehearseSubject, type SubjectPart, standingScenarios } from '#lib/scenario/index.ts'
import { readEvents, readFreezes } from '#lib/store/calendar.ts'
import { listLimits } from '#lib/store/limits.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { listResources } from '#lib/store/resources.ts'
import { keepScenarioResults, listScenarios, saveScenarioResult } from '#lib/store/scenarios.ts'
import type { Job } from './job.ts'
import { loadSubject } from './scenario-subject.ts'

export const rehearseScenarios: Job = {
  name: 'rehearse-scenarios',
  about: 'rehearses events, growth and the loss of a zone over the forecasts: what breaks first, what to buy',
  schedule: { everyMs: dayMs, after: ['recommend', 'collect-limits', 'replay-policies'] },
  scopes: () => [''],
  async run({ runId, nowMs, progress, signal }) {
    const [policy, events, own] = await Promise.all([readPolicy(system), readEvents(system), listScenarios()])
    const [freezes, limits] = await Promise.all([readFreezes(system), listLimits(system)])
    const scenarios = [...standingScenarios(events, { nowMs, horizonDays: policy.horizonDays }), ...own]
    const parts: SubjectPart[][] = scenarios.map(() => [])
    const [problems, withoutForecast]: [Problem[], string[]] = [[], []]
    const resources = (await listResources()).filter(({ memberOf }) => memberOf === undefined)
    for (const [i, resource] of resources.entries()) {
      if (signal.aborted) return { counts: { resources: i, scenarios: 0 }, problems }
      try {
        const subject = await loadSubject(resource)
        if (subject.forecasts.length === 0) withoutForecast.push(resource.name)
        for (const [place, part] of rehearseSubject(subject, scenarios, { policy, nowMs }).entries())
          parts[place]?.push(part)
      } catch (error) {
        problems.push({ scope: resource.name, code: 'rehearsal-failed', text: errorText(error) })
      }
      progress(i + 1, resources.length, resource.name)
    }
    const context = { policy, nowMs, limits, freezes, withoutForecast }
    for (const [i, scenario] of scenarios.entries())
      await saveScenarioResult(runId, combineParts({ ...context, scenario, parts: parts[i] ?? [] }))
    await keepScenarioResults(scenarios.map(({ id }) => id))
    return { counts: { resources: resources.length, scenarios: scenarios.length }, problems }
  },
}
