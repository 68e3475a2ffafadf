import type { Budget, Expression } from '@aws-sdk/client-budgets'
import type { BudgetScope } from '#lib/model/budget.ts'
import type { OwnershipReader } from '../ownership-rules.ts'

/**
 * What a budget is about. One value of a tag that our rules read is a team, one linked account is an account, no filter
 * is the whole organization. Everything else, several values too, is a part of the bill and no budget of ours.
 */
export function scopeOfBudget(budget: Budget, ownerOf: OwnershipReader): BudgetScope {
  const filters = Object.entries(budget.CostFilters ?? {}).filter(([, values]) => values.length > 0)
  const expression = budget.FilterExpression
  if (filters.length === 0 && expression === undefined) return { kind: 'workspace' }
  if (filters.length === 0 && expression !== undefined) return scopeOfExpression(expression, ownerOf)
  const [key = '', values = []] = filters[0] ?? []
  const only = filters.length === 1 && values.length === 1 ? values[0] : undefined
  const scope = only === undefined ? undefined : scopeOfFilter(key, only, ownerOf)
  return (
    scope ?? { kind: 'part', filter: filters.map(([name, all]) => `${name} ${all.join(', ')}`).join('; ') }
  )
}

/** `TagKeyValue` holds `user:KEY$VALUE`. */
function scopeOfFilter(key: string, value: string, ownerOf: OwnershipReader): BudgetScope | undefined {
  if (key === 'LinkedAccount') return { kind: 'account', accountId: value }
  if (key !== 'TagKeyValue') return undefined
  const [, tag = '', tagValue = ''] = /^(?:user:)?([^$]*)\$(.*)$/.exec(value) ?? []
  return scopeOfTag(tag, tagValue, ownerOf)
}

function scopeOfExpression(expression: Expression, ownerOf: OwnershipReader): BudgetScope {
  const { Tags: tags, Dimensions: dimensions, And, Or, Not, CostCategories } = expression
  const compound = [And, Or, Not, CostCategories].some((one) => one !== undefined)
  const [value, ...more] = tags?.Values ?? dimensions?.Values ?? []
  const matches = tags?.MatchOptions ?? dimensions?.MatchOptions ?? []
  const exact = matches.every((option) => option === 'EQUALS')
  const single =
    !compound && (tags === undefined) !== (dimensions === undefined) && more.length === 0 && exact
  const filter =
    single && value !== undefined ? `${tags?.Key ?? dimensions?.Key} ${value}` : 'a filter expression'
  const part: BudgetScope = { kind: 'part', filter }
  if (!single || value === undefined) return part
  if (tags) return scopeOfTag(tags.Key ?? '', value, ownerOf) ?? part
  return dimensions?.Key === 'LINKED_ACCOUNT' ? { kind: 'account', accountId: value } : part
}

function scopeOfTag(key: string, value: string, ownerOf: OwnershipReader): BudgetScope | undefined {
  if (key === '' || value === '') return undefined
  const { team } = ownerOf({
    accountId: '',
    region: '',
    nativeId: '',
    name: '',
    tags: Object.fromEntries([[key, value]]),
  })
  return team === undefined ? undefined : { kind: 'team', team }
}
