import type { ForecastInput } from '#lib/forecast/index.ts'
import type { DimensionOutcome } from '#lib/model/forecast.ts'
import { openThreadPool, type ThreadPool, type ThreadPoolOptions } from './thread-pool.ts'

/** Threads for the forecast stage. They run `forecast-thread.ts` unless another script is given. */
export function openForecastPool(
  options: Partial<Omit<ThreadPoolOptions, 'name'>> = {},
): ThreadPool<ForecastInput, DimensionOutcome[]> {
  const script = new URL('./forecast-thread.ts', import.meta.url)
  return openThreadPool({ script, name: 'forecast', ...options })
}
