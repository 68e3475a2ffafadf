import { RE2JS } from 're2js'
import type { Catalog, TeamRule } from '#lib/model/ownership.ts'
import type { Tags } from '#lib/model/resource.ts'
import { isArnOf } from './arn.ts'
import { type Owned, tagOf } from './ownership.ts'

export type TeamReader = (resource: Owned) => string | undefined

/** The team by the first rule that names one. Patterns run in linear time. Throws where one is none of RE2. */
export function teamReader(rules: readonly TeamRule[]): TeamReader {
  const readers = rules.map(readerOf)
  return (resource) => {
    for (const read of readers) {
      const team = read(resource)?.trim()
      if (team) return team
    }
    return undefined
  }
}

function readerOf(rule: TeamRule): TeamReader {
  switch (rule.kind) {
    case 'tag':
      return ({ tags }) => {
        const value = tagOf(tags, rule.tag)
        return value === undefined ? undefined : (rule.values?.get(value) ?? value)
      }
    case 'pattern':
      return patternReader(rule)
    case 'account':
      return ({ accountId }) => (accountId === rule.accountId ? rule.team : undefined)
    case 'catalog':
      return (resource) => catalogued(rule.catalog, resource, tagOf(resource.tags, rule.tag))
  }
}

function patternReader({ tag, pattern, team }: TeamRule & { kind: 'pattern' }): TeamReader {
  const compiled = RE2JS.compile(pattern)
  return ({ tags }) => {
    const value = tagOf(tags, tag)
    if (value === undefined) return undefined
    const match = compiled.matcher(value)
    if (!match.find()) return undefined
    return team.replace(/\$(\d)/g, (_all, group: string) =>
      Number(group) <= match.groupCount() ? (match.group(Number(group)) ?? '') : '',
    )
  }
}

function catalogued(catalog: Catalog, resource: Owned, component: string | undefined): string | undefined {
  const named = component === undefined ? undefined : catalog.components.get(component.toLowerCase())
  if (named !== undefined) return named
  for (const [arn, team] of catalog.arns) if (isArnOf(arn, resource)) return team
  return catalog.tagged.find(({ tags }) => hasAll(resource.tags, tags))?.team
}

function hasAll(tags: Tags, wanted: readonly (readonly [string, string])[]): boolean {
  return wanted.every(([key, value]) => tagOf(tags, key) === value)
}
