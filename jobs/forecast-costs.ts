import { forecastCosts as foretell } from '#lib/forecast/index.ts'
import { system } from '#lib/model/actor.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { readBudgets } from '#lib/store/budgets.ts'
import { readCostCells, saveCostForecasts } from '#lib/store/cost-forecasts.ts'
import { knownCostSteps } from './cost-steps.ts'
import type { Job } from './job.ts'
import { settledCells } from './settled-cells.ts'

/** A year of changes, and a quarter before the oldest of them. */
const readDays = 455
/** The running month and six more. */
const aheadDays = 215

export const forecastCosts: Job = {
  name: 'forecast-costs',
  about: 'forecasts cost by account, service, team and in total, with known steps and chances over budget',
  schedule: { everyMs: dayMs, after: ['collect-costs', 'collect-commitments', 'recommend'] },
  scopes: () => [''],
  async run({ runId, nowMs, progress }) {
    const today = isoDay(nowMs)
    const cells = settledCells(await readCostCells(isoDay(nowMs - readDays * dayMs), today), today)
    progress(0, 1, `${cells.length} costs by account`)
    const steps = await knownCostSteps({ fromMs: nowMs, toMs: nowMs + aheadDays * dayMs })
    const budgets = await readBudgets(system)
    const forecasts = foretell({ cells, steps, budgets, seed: today })
    await saveCostForecasts(runId, nowMs, forecasts)
    progress(1, 1, '')
    return {
      counts: { costs: cells.length, forecasts: forecasts.length, steps: steps.length },
      problems: [],
    }
  },
}
