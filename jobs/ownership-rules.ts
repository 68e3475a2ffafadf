import { resolve } from 'node:path'
import { readCatalogInfo } from '#lib/catalog-info.ts'
import type { Config } from '#lib/config.ts'
import { endOf } from '#lib/config-calendar.ts'
import type { Catalog, OwnershipRules, TeamRule } from '#lib/model/ownership.ts'

type ConfigRule = NonNullable<NonNullable<Config['ownership']>['teams']>[number]

/** The rules of ownership of a configuration: those of `ownership`, else the tags of `teamTags`. */
export function ownershipRules({ ownership, teamTags }: Config, folder: string): OwnershipRules {
  return {
    teams:
      ownership?.teams?.map((rule) => teamRule(rule, folder)) ??
      teamTags.map((tag) => ({ kind: 'tag', tag })),
    tiers: (ownership?.tiers ?? []).map(({ tag, values }) => ({
      tag,
      ...(values === undefined ? {} : { values: new Map(Object.entries(values)) }),
    })),
    exemptions: (ownership?.exemptions ?? []).map(({ resource, as, until }) => ({
      resource,
      as,
      ...(until === undefined ? {} : { untilMs: Date.parse(endOf(until)) }),
    })),
  }
}

function teamRule(rule: ConfigRule, folder: string): TeamRule {
  const { tag = '', team = '', account, catalog, match, values } = rule
  if (catalog !== undefined) {
    return { kind: 'catalog', tag: tag || 'component', catalog: catalogOf(resolve(folder, catalog)) }
  }
  if (account !== undefined) return { kind: 'account', accountId: account, team }
  if (match !== undefined) return { kind: 'pattern', tag, pattern: match, team: team || '$1' }
  return { kind: 'tag', tag, ...(values === undefined ? {} : { values: new Map(Object.entries(values)) }) }
}

/** Entities by name, by the ARNs and by the tags (`key=value,key=value`) that their annotations name. */
function catalogOf(path: string): Catalog {
  const entities = readCatalogInfo(path)
  return {
    components: new Map(entities.map(({ name, owner }) => [name.toLowerCase(), owner])),
    arns: new Map(
      entities.flatMap(({ annotations, owner }) =>
        [...annotations.values()]
          .filter((value) => value.startsWith('arn:'))
          .map((arn) => [arn, owner] as const),
      ),
    ),
    tagged: entities.flatMap(({ annotations, owner: team }) =>
      [...annotations]
        .filter(([key]) => key.endsWith('-tags'))
        .map(([, value]) => ({ tags: tagPairs(value), team })),
    ),
  }
}

function tagPairs(text: string): (readonly [string, string])[] {
  return text.split(',').flatMap((pair) => {
    const [key, ...value] = pair.split('=')
    return key && value.length > 0 ? [[key.trim(), value.join('=').trim()] as const] : []
  })
}
