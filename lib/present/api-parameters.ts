import { z } from 'zod'
import { dimensions } from '#lib/model/capacity.ts'
import { costForecastGroupings } from '#lib/model/cost-forecast.ts'
import { questionKinds, verdicts } from '#lib/model/decision.ts'
import { limitKinds } from '#lib/model/limit.ts'
import { findings } from '#lib/model/recommendation.ts'
import { resourceClasses } from '#lib/model/resource.ts'
import { runStates } from '#lib/model/run.ts'
import { sortKeys } from './filters.ts'
import { recommendationKinds } from './recommendations.ts'

/** A parameter of an address: what it takes, and the same in words that go on after its name and `is`. */
export type Parameter<Schema extends z.ZodType = z.ZodType> = {
  readonly schema: Schema
  readonly is: string
  /** Values stand behind each other with commas. */
  readonly isList?: true
  /** Read by the grammar of the resources page, which says more precisely what is wrong. */
  readonly isFilter?: true
}

const oneOf = <const Values extends readonly string[]>(values: Values) => ({
  schema: z.enum(values),
  is: `one of ${values.join(', ')}`,
})
const filter = (schema: z.ZodType, is: string): Parameter => ({
  schema: z.array(schema).max(50),
  is,
  isList: true,
  isFilter: true,
})
const name = z.string().max(256)
const sorts = sortKeys.flatMap((key) => [key, `-${key}`])

export const filterParameters = {
  class: filter(z.enum(resourceClasses), 'one or several classes'),
  account: filter(name, 'names of accounts'),
  region: filter(name, 'regions'),
  team: filter(name, 'names of teams, - for none'),
  limit: filter(z.enum(dimensions), 'dimensions that decide the size'),
  finding: filter(z.enum(findings), 'findings'),
  q: {
    schema: name,
    is: 'words that are all found in name, ARN, size, team, account or tags',
    isFilter: true,
  },
  sort: { schema: z.enum(sorts), is: 'a column, with - before it for descending', isFilter: true },
} as const

export const paging = {
  'page-size': {
    schema: z.coerce.number().int().min(1).max(1_000).default(100),
    is: 'a whole number from 1 to 1000',
  },
  cursor: { schema: z.string().max(2_000), is: 'that of `next` in the answer before' },
} as const

const shortText = { schema: z.string().min(1).max(256), is: 'a text of at most 256 characters' } as const
export const oneParameter = {
  window: { schema: z.string().regex(/^[1-9]\d{0,3}d$/), is: 'a number of days such as 90d' },
  dimension: oneOf(dimensions),
  grouping: oneOf(costForecastGroupings),
  recommendationKind: oneOf(recommendationKinds),
  ids: { schema: z.array(name).max(1_000), is: 'ids of resources, separated by commas', isList: true },
  limitKind: oneOf(limitKinds),
  questionKind: oneOf(questionKinds),
  verdict: oneOf(verdicts),
  runState: oneOf(runStates),
  attribution: oneOf(['then', 'today']),
  text: shortText,
} as const

export const pathParameters = {
  id: shortText,
  week: { schema: z.string().regex(/^\d{4}-W\d{2}$/), is: 'an ISO week such as 2026-W48' },
  table: { schema: z.string().regex(/^[a-z-]{1,40}$/), is: 'the key of a table of /api/v1/data' },
} as const

export type Parameters = Readonly<Record<string, Parameter>>
export type ReadParameters<Known extends Parameters> = {
  readonly [Name in keyof Known]?: z.output<Known[Name]['schema']>
}

/** The values of the parameters that were given, or a sentence for each that is not what it must be. */
export function readParameters<Known extends Parameters>(
  search: URLSearchParams,
  known: Known,
): { readonly values: ReadParameters<Known>; readonly problems: readonly string[] } {
  const values: Record<string, unknown> = {}
  const problems: string[] = []
  for (const [key, { schema, is, isList, isFilter }] of Object.entries(known)) {
    const text = search.get(key)
    if (text === null || isFilter) continue
    const read = schema.safeParse(isList ? text.split(',').filter(Boolean) : text)
    if (read.success) values[key] = read.data
    else problems.push(`${key} is ${is}.`)
  }
  return { values: values as ReadParameters<Known>, problems }
}

/** One sentence per parameter that is not among `known`, with the nearest known name. */
export function unknownParameters(given: Iterable<string>, known: readonly string[]): readonly string[] {
  return [...new Set(given)]
    .filter((one) => !known.includes(one))
    .map((one) => {
      const short = one.slice(0, 40)
      const near = known
        .map((word) => ({ word, edits: distance(short, word) }))
        .sort((a, b) => a.edits - b.edits)[0]
      const hint = near && near.edits <= 2 ? `did you mean "${near.word}"?` : `known are ${known.join(', ')}.`
      return `"${short}" is not a parameter: ${hint}`
    })
}

/** Edits between two words (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
