import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { AppError } from '#lib/errors.ts'

/** One workload: 5-minute demand of CPU in cores and of memory in GiB, `NaN` = no sample. */
export type Workload = {
  readonly name: string
  readonly cpu: Float64Array
  readonly memory: Float64Array
}

export type Trace = { readonly startMs: number; readonly workloads: readonly Workload[] }

export const samplesPerDay = 288

type Table = { readonly startMs: number; readonly columns: ReadonlyMap<string, Float64Array> }

/** A wide table: `t` in epoch seconds, one column a workload, an empty cell is a gap. */
function readWide(path: string): Table {
  const [head = '', ...lines] = gunzipSync(readFileSync(path)).toString().trim().split('\n')
  const names = head.trim().split(',').slice(1)
  const columns = names.map(() => new Float64Array(lines.length).fill(Number.NaN))
  let startMs = Number.NaN
  lines.forEach((line, row) => {
    const cells = line.trim().split(',')
    if (row === 0) startMs = Number(cells[0]) * 1000
    for (let i = 0; i < names.length; i++) {
      const cell = cells[i + 1]
      if (cell) (columns[i] as Float64Array)[row] = Number(cell)
    }
  })
  return { startMs, columns: new Map(names.map((name, i) => [name, columns[i] as Float64Array])) }
}

/** Reads `cpu_cores_5m.csv.gz` and `mem_gib_5m.csv.gz` of a folder. */
export function readTrace(dir: string): Trace {
  const [cpuPath, memoryPath] = ['cpu_cores_5m.csv.gz', 'mem_gib_5m.csv.gz'].map((file) => join(dir, file))
  for (const path of [cpuPath, memoryPath]) {
    if (!path || !existsSync(path)) {
      throw new AppError('invalid-input', `There is no ${path}. Give the folder that holds both tables.`)
    }
  }
  const cpu = readWide(cpuPath as string)
  const memory = readWide(memoryPath as string)
  const workloads = [...cpu.columns].flatMap(([name, cores]) => {
    const gib = memory.columns.get(name)
    return gib ? [{ name, cpu: cores, memory: gib }] : []
  })
  return { startMs: cpu.startMs, workloads }
}
