import { z } from 'zod'

const name = z.string().min(1).max(200)
const reason = z.string().max(500).optional()

const isDay = (text: string) => {
  const ms = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

/** A UTC day. */
export const day = z.string().refine(isDay, 'expected a day such as 2026-11-30')
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month such as 2026-11')

/** A UTC day, or an instant with its zone. */
const moment = z
  .string()
  .refine(
    (text) => isDay(text) || z.iso.datetime({ offset: true }).safeParse(text).success,
    'expected a day such as 2026-11-30, or an instant such as 2026-11-30T18:00:00Z',
  )

const scope = {
  teams: z.array(z.string().min(1)).default([]).describe('Of these teams; of all where empty'),
  accounts: z
    .array(z.string().regex(/^\d{12}$/))
    .default([])
    .describe('In these accounts; in all where empty'),
}
const span = {
  from: moment.describe('First day or instant'),
  to: moment.describe('Last day, or the instant at which it is over'),
}

/** A whole day counts to its end. */
export function endOf(text: string): string {
  return isDay(text) ? new Date(Date.parse(`${text}T00:00:00Z`) + 86_400_000).toISOString() : text
}

const ordered = (item: { from: string; to: string }) => Date.parse(item.from) < Date.parse(endOf(item.to))
const orderError = { error: '`to` is before `from`', path: ['to'] }

export const freeze = z.strictObject({ name, ...span, ...scope, reason }).refine(ordered, orderError)

export const plannedEvent = z
  .strictObject({
    name,
    ...span,
    ...scope,
    multiplier: z.number().positive().max(1000).describe('Demand over that of an ordinary day'),
    interval: z
      .tuple([z.number().positive(), z.number().positive()])
      .optional()
      .describe('Lowest and highest multiplier that are likely (80 %)'),
    reason,
  })
  .refine(ordered, orderError)
  .refine(
    ({ interval, multiplier }) => !interval || (interval[0] <= multiplier && multiplier <= interval[1]),
    {
      error: 'the multiplier is not within the interval',
      path: ['interval'],
    },
  )

export const teamBudget = z
  .strictObject({
    team: z.string().min(1).max(256),
    from: month.describe('First month'),
    to: month.optional().describe('Last month; the first alone unless given'),
    usd: z.number().min(0).describe('Dollars a month'),
  })
  .refine(({ from, to = from }) => from <= to, { error: '`to` is before `from`', path: ['to'] })

const metric = z.strictObject({
  account: z.string().regex(/^\d{12}$/, 'expected the 12 digits of an AWS account, in quotes'),
  region: z.string().min(1),
  namespace: z.string().min(1).max(255),
  name: z.string().min(1).max(255),
  dimensions: z.record(z.string(), z.string()).default({}),
  statistic: z.enum(['Sum', 'Average', 'Maximum']).default('Sum'),
})

/** A series of the business that demand follows: orders, tenants, requests. */
export const driver = z
  .strictObject({
    name,
    unit: z.string().max(50).default(''),
    file: z.string().min(1).optional().describe('CSV with the columns time and value'),
    metric: metric.optional(),
  })
  .refine(({ file, metric: given }) => (file === undefined) !== (given === undefined), {
    error: 'expected either `file` or `metric`',
  })
