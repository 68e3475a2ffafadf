import type { Problem } from '#lib/model/account.ts'
import type { SizedResource } from './region.ts'

export type Distinct = {
  readonly sized: readonly SizedResource[]
  readonly problems: readonly Problem[]
}

/** Each resource once: a list that changes while its pages are read names one twice. The first stands. */
export function withoutRepeats(sized: readonly SizedResource[], scope: string): Distinct {
  const first = new Map<string, SizedResource>()
  const repeated = new Set<string>()
  for (const one of sized) {
    const { id, name } = one.resource
    if (first.has(id)) repeated.add(name)
    else first.set(id, one)
  }
  if (repeated.size === 0) return { sized, problems: [] }
  const names = [...repeated].slice(0, 5).join(', ')
  const text = `AWS listed ${repeated.size} resources of ${scope} more than once (${names}); each is kept once.`
  return { sized: [...first.values()], problems: [{ scope, code: 'resource-repeated', text }] }
}
