import { z } from 'zod'
import { costForecastSchema } from '#lib/model/cost-forecast.ts'

/** Cost to come; `levels` are those of every list of quantiles. */
export const costForecastsSchema = z.object({
  asOf: z.string().nullable(),
  levels: z.array(z.number()),
  items: z.array(costForecastSchema),
})
