import { z } from 'zod'
import { costForecastSchema } from '#lib/model/cost-forecast.ts'
import { pageSchema } from './api-schemas.ts'

/** Cost to come; `levels` are those of every list of quantiles. */
export const costForecastsSchema = pageSchema(costForecastSchema).extend({
  asOf: z.string().nullable(),
  levels: z.array(z.number()),
})
