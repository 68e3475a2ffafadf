import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

/** A bench measures and returns figures; those that compare are ratios within one run. */
export type Bench = (options: { readonly dataDir?: string }) => Promise<Readonly<Record<string, number>>>

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  store: async () => (await import('./store.ts')).benchStore,
  replay: async () => (await import('./replay.ts')).benchReplay,
  kills: async () => (await import('./kills.ts')).benchKills,
}

const { values, positionals } = parseArgs({
  options: { data: { type: 'string' }, json: { type: 'string' } },
  allowPositionals: true,
})
const load = benches[positionals[0] ?? '']
if (!load) {
  process.stderr.write(
    `There is no bench "${positionals[0] ?? ''}". The benches are: ${Object.keys(benches).join(', ')}\n`,
  )
  process.exit(1)
}
const figures = await (await load())({ dataDir: values.data })
for (const [name, figure] of Object.entries(figures)) process.stdout.write(`${name.padEnd(24)} ${figure}\n`)
if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`)
