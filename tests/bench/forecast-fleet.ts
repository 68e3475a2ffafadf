import { openThreadPool } from '#jobs/thread-pool.ts'
import { quantile } from '#lib/stats/quantile.ts'
import type { FleetAnswer } from './forecast-fleet-task.ts'
import type { Figures } from './run.ts'

const threads = 2
const failuresNamed = 5
const round = (value: number, digits = 1) => Number(value.toFixed(digits))

/**
 * A fleet of hourly series of 90 days through the product's own path, in the threads of the forecast job: wall-clock
 * seconds, CPU milliseconds a series, the largest resident memory of the whole process. `secondHalfPace`: time of the
 * second half over that of the first, 1 where cost grows linearly.
 */
export async function benchFleet(series: number): Promise<Figures> {
  const script = new URL('./forecast-fleet-worker.ts', import.meta.url)
  const pool = openThreadPool<number, FleetAnswer>({ script, name: 'fleet', threads })
  const cpuMs: number[] = []
  const failures: string[] = []
  const began = performance.now()
  let halfMs = 0
  await pool.each(
    Array.from({ length: series }, (_, i) => i),
    async (number, ask) => {
      const answer = await ask(number)
      cpuMs.push(answer.cpuMs)
      if (answer.failure !== undefined) failures.push(answer.failure)
      if (cpuMs.length === series >> 1) halfMs = performance.now() - began
    },
  )
  const wallMs = performance.now() - began
  await pool.close()
  for (const text of failures.slice(0, failuresNamed)) process.stderr.write(`  failed: ${text}\n`)
  return {
    series,
    threads,
    failed: failures.length,
    seconds: round(wallMs / 1000),
    cpuMsMedian: round(quantile(cpuMs, 0.5)),
    cpuMsP95: round(quantile(cpuMs, 0.95)),
    peakRssMib: Math.round(process.resourceUsage().maxRSS / 1024),
    secondHalfPace: round((wallMs - halfMs) / halfMs, 2),
  }
}
