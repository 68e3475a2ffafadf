import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

export type Figure = number | string | boolean | Figures | readonly Figure[]
export type Figures = { readonly [name: string]: Figure }

export type BenchOptions = {
  readonly dataDir?: string
  /** For a quick look: about so many tasks of every set instead of all. */
  readonly sample?: number
  /** Series of the made-up fleet that is timed. */
  readonly fleet?: number
  /** Where the answers of single seeds are kept: a run that was ended goes on from there. */
  readonly keep?: string
}

/** A bench measures and returns figures; those that compare are ratios within one run. */
export type Bench = (options: BenchOptions) => Promise<Figures>

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  store: async () => (await import('./store.ts')).benchStore,
  collect: async () => (await import('./collect.ts')).benchCollect,
  faults: async () => (await import('./faults.ts')).benchFaults,
  replay: async () => (await import('./replay.ts')).benchReplay,
  kills: async () => (await import('./kills.ts')).benchKills,
  mail: async () => (await import('./mail.ts')).benchMail,
  dashboard: async () => (await import('./dashboard/bench.ts')).benchDashboard,
  autoscaling: async () => (await import('./autoscaling.ts')).benchAutoscaling,
  rightsizing: async () => (await import('./rightsizing/bench.ts')).benchRightsizing,
  forecast: async () => (await import('./forecast.ts')).benchForecast,
  recommend: async () => (await import('./recommend.ts')).benchRecommend,
  risk: async () => (await import('./risk.ts')).benchRisk,
  savings: async () => (await import('./savings.ts')).benchSavings,
  saturation: async () => (await import('./saturation.ts')).benchSaturation,
}

const { values, positionals } = parseArgs({
  options: {
    data: { type: 'string' },
    json: { type: 'string' },
    sample: { type: 'string' },
    fleet: { type: 'string' },
    keep: { type: 'string' },
  },
  allowPositionals: true,
})
const load = benches[positionals[0] ?? '']
if (!load) {
  process.stderr.write(
    `There is no bench "${positionals[0] ?? ''}". The benches are: ${Object.keys(benches).join(', ')}\n`,
  )
  process.exit(1)
}
const sample = countOf('sample', 'tasks')
const fleet = countOf('fleet', 'series')
const figures = await (await load())({ dataDir: values.data, sample, fleet, keep: values.keep })
print(figures)
if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`)

function countOf(option: 'sample' | 'fleet', what: string): number | undefined {
  const text = values[option]
  if (text === undefined) return undefined
  const count = Number(text)
  if (count >= 1) return count
  process.stderr.write(`--${option} ${text}: expected a number of ${what} of 1 or more\n`)
  process.exit(1)
}

/** One line a group of figures, named by its path: `sets.gpu.all  gmRelSQL 0.7  ...`. */
function print(group: Figures, path = ''): void {
  const own = Object.entries(group).filter(([, figure]) => typeof figure !== 'object')
  if (path === '') for (const [name, figure] of own) process.stdout.write(`${name.padEnd(24)} ${figure}\n`)
  else if (own.length > 0) {
    const line = own.map(([name, figure]) => `${name} ${figure}`).join('  ')
    process.stdout.write(`${path.padEnd(24)} ${line}\n`)
  }
  for (const [name, figure] of Object.entries(group)) {
    const inner = path === '' ? name : `${path}.${name}`
    if (isList(figure)) for (const [i, one] of figure.entries()) print({ [i]: one }, inner)
    else if (typeof figure === 'object') print(figure, inner)
  }
}

function isList(figure: Figure): figure is readonly Figure[] {
  return Array.isArray(figure)
}
