import { type Scenario, scenarioSchema } from '../model/scenario.ts'
import { dayMs, dayStart, type EpochMs } from '../model/time.ts'
import { slugOf } from './standing.ts'

/**
 * A scenario of one assumption from the fields of a form: name, kind, day, factor, low, high, teams. Throws a ZodError
 * that names the field where one is wrong, and for a day that is none.
 */
export function scenarioFrom(fields: Readonly<Record<string, string>>, nowMs: EpochMs): Scenario {
  const { name = '', kind = '', day = '', teams = '' } = fields
  const atMs = dayStart(day)
  const size = { factor: Number(fields.factor), low: Number(fields.low), high: Number(fields.high) }
  const scope = {
    teams: teams
      .split(',')
      .map((team) => team.trim())
      .filter(Boolean),
    accounts: [],
  }
  const base = { name, ...size, ...scope }
  const assumption =
    kind === 'growth'
      ? { kind, ...base, fromMs: nowMs, toMs: atMs }
      : kind === 'event'
        ? { kind, ...base, fromMs: atMs, toMs: atMs + dayMs }
        : { kind: 'step', what: kind, ...base, atMs }
  return scenarioSchema.parse({
    id: `own-${slugOf(name)}`,
    name,
    source: 'person',
    assumptions: [assumption],
  })
}
