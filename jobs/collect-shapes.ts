import { dayMs } from '#lib/model/time.ts'
import { saveShapes } from '#lib/store/shapes.ts'
import type { Estate, Job } from './job.ts'

/** The regions in use, each with an account that can be asked. */
function regionsOf(estate: Estate): string[] {
  return [...new Set(estate.accounts.flatMap(({ regions }) => regions))].sort()
}

export const collectShapes: Job = {
  name: 'collect-shapes',
  about: 'reads the sizes that a region offers and their list prices',
  schedule: { everyMs: 7 * dayMs, after: [] },
  scopes: regionsOf,
  async run({ scope: region, estate, collector, progress }) {
    const askable = estate.accounts.filter(({ regions }) => regions.includes(region))
    const problems = []
    for (const account of askable) {
      progress(0, 1, `${region}: reading sizes and prices`)
      const found = await collector.shapes(account, region)
      if (found.shapes.length > 0 && found.prices.length > 0) {
        await saveShapes(region, found.shapes, found.prices)
        const counts = { shapes: found.shapes.length, prices: found.prices.length }
        return { counts, problems: found.problems }
      }
      problems.push(...found.problems)
    }
    return { counts: { shapes: 0, prices: 0 }, problems }
  },
}
