import type { DriverDays } from '#lib/forecast/index.ts'
import { system } from '#lib/model/actor.ts'
import type { DriverSample } from '#lib/model/calendar.ts'
import { tierFacts } from '#lib/model/series.ts'
import { dayMs, type EpochMs, floorTo } from '#lib/model/time.ts'
import { readDriverSamples, readDrivers } from '#lib/store/calendar.ts'

/** Samples of a driver summed by UTC day; a day with fewer samples than most days is a gap. */
export function driverDays(
  name: string,
  samples: readonly DriverSample[],
  nowMs: EpochMs,
): DriverDays | undefined {
  const byDay = Map.groupBy(samples, ({ atMs }) => floorTo(atMs, dayMs))
  byDay.delete(floorTo(nowMs, dayMs))
  const days = [...byDay.keys()].sort((a, b) => a - b)
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const counts = [...byDay.values()].map((list) => list.length).sort((a, b) => a - b)
  const usual = counts[Math.floor(counts.length / 2)] as number
  const values = Float64Array.from({ length: (last - first) / dayMs + 1 }, (_, i) => {
    const list = byDay.get(first + i * dayMs) ?? []
    return list.length < usual ? Number.NaN : list.reduce((sum, { value }) => sum + value, 0)
  })
  return { name, startMs: first, values }
}

/** Every driver that has samples, as far back as demand goes. */
export async function loadDrivers(nowMs: EpochMs): Promise<DriverDays[]> {
  const range = { fromMs: nowMs - tierFacts['1h'].servedMs, toMs: nowMs }
  const found: DriverDays[] = []
  for (const { name } of await readDrivers(system)) {
    const days = driverDays(name, await readDriverSamples(system, name, range), nowMs)
    if (days) found.push(days)
  }
  return found
}
