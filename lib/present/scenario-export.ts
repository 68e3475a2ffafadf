import { z } from 'zod'
import { dimensions } from '#lib/model/capacity.ts'
import { resourceClasses } from '#lib/model/resource.ts'
import {
  type DateSpread,
  type ScenarioResult,
  type ScenarioRow,
  scenarioSchema,
} from '#lib/model/scenario.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { pageSchema, type WholeList } from './api-schemas.ts'
import { csv } from './csv.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const spreadSchema = z.object({
  q10: day.nullable(),
  q50: day.nullable(),
  q90: day.nullable(),
  chanceByHorizon: z.number(),
})
const changeSchema = z.object({ label: z.string(), deltaMonthlyUsd: z.number() }).nullable()

export const scenariosSchema = pageSchema(
  z.object({ scenario: scenarioSchema, asOf: z.iso.datetime(), changes: z.int() }),
)

export const scenarioDetailSchema = z.object({
  scenario: scenarioSchema,
  asOf: z.iso.datetime(),
  horizonDays: z.number(),
  judged: z.int(),
  withoutForecast: z.array(z.string()),
  /** What breaks, the first first: `breaksAt` is a multiple of the baseline's load. */
  chain: z.array(
    z.object({
      kind: z.string(),
      name: z.string(),
      resourceId: z.string().nullable(),
      breaksAt: z.number(),
      chance: z.number(),
      at: z.iso.datetime(),
      text: z.string(),
    }),
  ),
  shopping: z.array(
    z.object({
      action: z.string(),
      name: z.string(),
      resourceId: z.string().nullable(),
      by: day,
      leadDays: z.number(),
      deltaMonthlyUsd: z.number().nullable(),
      reason: z.string(),
    }),
  ),
  rows: z.array(
    z.object({
      resourceId: z.string(),
      name: z.string(),
      resourceClass: z.enum(resourceClasses),
      team: z.string().nullable(),
      dimension: z.enum(dimensions),
      baseline: spreadSchema,
      scenario: spreadSchema,
      hoursAbove: z.number(),
      hoursAboveUpperPath: z.number(),
      baselineChange: changeSchema,
      scenarioChange: changeSchema,
      unsolved: z.boolean(),
      zoneLoss: z.string().nullable(),
    }),
  ),
})
export type ApiScenario = z.infer<typeof scenarioDetailSchema>

const instant = (ms: number) => new Date(ms).toISOString()

/** All rehearsed scenarios. */
export function presentApiScenarios(
  results: readonly ScenarioResult[],
): WholeList<z.infer<typeof scenariosSchema>> {
  return {
    items: results.map(({ scenario, asOfMs, shopping }) => ({
      scenario,
      asOf: instant(asOfMs),
      changes: shopping.length,
    })),
  }
}

type Input = { readonly result: ScenarioResult; readonly rows: readonly ScenarioRow[] }

/** One scenario in numbers. */
export function presentApiScenario({ result, rows }: Input): ApiScenario {
  const dated = (days: number | null) => (days === null ? null : isoDay(result.asOfMs + days * dayMs))
  const spread = ({ lowDays, medianDays, highDays, chance }: DateSpread) => ({
    q10: dated(lowDays),
    q50: dated(medianDays),
    q90: dated(highDays),
    chanceByHorizon: chance,
  })
  return {
    scenario: result.scenario,
    asOf: instant(result.asOfMs),
    horizonDays: result.horizonDays,
    judged: result.judged,
    withoutForecast: [...result.withoutForecast],
    chain: result.chain.map(({ kind, name, resourceId = null, breaksAt, chance, atMs, text }) => ({
      ...{ kind, name, resourceId, breaksAt, chance, text },
      at: instant(atMs),
    })),
    shopping: result.shopping.map(
      ({ action, name, resourceId = null, byMs, leadDays, deltaMonthlyUsd, reason }) => ({
        ...{ action, name, resourceId, leadDays, deltaMonthlyUsd, reason },
        by: isoDay(byMs),
      }),
    ),
    rows: rows.map((row) => ({
      resourceId: row.resourceId,
      name: row.resourceName,
      resourceClass: row.resourceClass,
      team: row.team ?? null,
      dimension: row.dimension,
      baseline: spread(row.baseline),
      scenario: spread(row.scenario),
      hoursAbove: row.hoursAbove,
      hoursAboveUpperPath: row.hoursAboveHigh,
      baselineChange: row.baselineChange ?? null,
      scenarioChange: row.scenarioChange ?? null,
      unsolved: row.unsolved === true,
      zoneLoss: row.zone?.text ?? null,
    })),
  }
}

/** The resources of a scenario as CSV. */
export function scenarioRowsCsv(input: Input): string {
  const { rows } = presentApiScenario(input)
  return csv(
    [
      ...[
        'id',
        'name',
        'class',
        'team',
        'dimension',
        'baseline_q10',
        'baseline_q50',
        'baseline_q90',
        'baseline_chance',
      ],
      ...[
        'scenario_q10',
        'scenario_q50',
        'scenario_q90',
        'scenario_chance',
        'hours_above',
        'hours_above_upper_path',
      ],
      ...['needed', 'usd_per_month', 'zone_loss'],
    ],
    rows.map((row) => [
      ...[row.resourceId, row.name, row.resourceClass, row.team, row.dimension],
      ...[row.baseline.q10, row.baseline.q50, row.baseline.q90, row.baseline.chanceByHorizon],
      ...[row.scenario.q10, row.scenario.q50, row.scenario.q90, row.scenario.chanceByHorizon],
      ...[row.hoursAbove, row.hoursAboveUpperPath],
      row.unsolved ? 'no priced size holds' : row.scenarioChange?.label,
      row.scenarioChange?.deltaMonthlyUsd,
      row.zoneLoss,
    ]),
  )
}

/** Its shopping list as CSV. */
export function shoppingCsv(input: Input): string {
  const { shopping } = presentApiScenario(input)
  return csv(
    ['by', 'lead_days', 'action', 'for', 'id', 'usd_per_month', 'reason'],
    shopping.map((item) => [
      ...[item.by, item.leadDays, item.action, item.name, item.resourceId],
      ...[item.deltaMonthlyUsd, item.reason],
    ]),
  )
}
