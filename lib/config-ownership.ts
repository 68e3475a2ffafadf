import { RE2JS } from 're2js'
import { z } from 'zod'
import { accountId } from './config-accounts.ts'
import { day } from './config-calendar.ts'

const tag = z.string().min(1).max(128)
const team = z.string().min(1).max(256)

/** RE2 runs in linear time: a pattern cannot run away. */
const pattern = z
  .string()
  .min(1)
  .max(200)
  .superRefine((text, context) => {
    try {
      RE2JS.compile(text)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      context.addIssue({ code: 'custom', message: `not a pattern of RE2: ${reason}` })
    }
  })

const teamRule = z
  .strictObject({
    tag: tag.optional().describe('Key of the tag that names the team, the pattern or the component'),
    values: z
      .record(z.string(), team)
      .optional()
      .describe('Team by value; other values stand for themselves'),
    match: pattern.optional().describe('RE2 pattern over the value; its first group is the team'),
    account: accountId.optional().describe('Everything in this account'),
    team: team.optional().describe('The team; with `match` groups are $1, $2'),
    catalog: z.string().min(1).optional().describe('catalog-info.yaml of Backstage, or a folder of them'),
  })
  .superRefine((rule, context) => {
    const fault = faultOf(rule)
    if (fault) context.addIssue({ code: 'custom', message: fault })
  })

function faultOf(rule: {
  tag?: string | undefined
  values?: object | undefined
  match?: string | undefined
  account?: string | undefined
  team?: string | undefined
  catalog?: string | undefined
}): string | undefined {
  if (rule.catalog !== undefined) {
    const more = rule.account ?? rule.team ?? rule.match ?? rule.values
    return more === undefined ? undefined : 'a catalog goes with `tag` alone'
  }
  if (rule.account !== undefined) {
    if (rule.team === undefined) return 'an account needs its `team`'
    return rule.tag === undefined && rule.match === undefined
      ? undefined
      : 'an account goes with `team` alone'
  }
  if (rule.tag === undefined) return 'expected one of `tag`, `account` or `catalog`'
  if (rule.match !== undefined) return rule.values ? '`match` and `values` exclude each other' : undefined
  return rule.team === undefined ? undefined : '`team` goes with `match` or `account`'
}

const tier = z.enum(['tier-1', 'tier-2', 'tier-3', 'non-production'])
const tierRule = z.strictObject({ tag, values: z.record(z.string(), tier).optional() })

const exemption = z.strictObject({
  resource: z.string().min(1).max(2048).describe('Name, id or ARN'),
  as: z.enum(['dr', 'standby']),
  until: day.optional().describe('Last day; after it the resource counts again'),
  reason: z.string().max(500).optional(),
})

/** Whose a resource is, how much its failure hurts, and what may look idle. */
export const ownership = z.strictObject({
  teams: z.array(teamRule).optional().describe('In order: the first that names a team counts'),
  tiers: z.array(tierRule).default([]).describe('In order; before them the tag headroom:tier'),
  exemptions: z.array(exemption).default([]),
})
