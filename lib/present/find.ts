import type { FleetRow } from '#lib/model/fleet.ts'
import type { ResourceClass } from '#lib/model/resource.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { chance, plural } from './format.ts'
import { findingWords } from './words.ts'

export type FoundResource = {
  readonly href: string
  readonly name: string
  readonly resourceClass: ResourceClass
  /** Class, team and account. */
  readonly sub: string
  /** What it is likely to come to: `Runs out, 82%`. */
  readonly state?: string
}

export type FoundTeam = { readonly href: string; readonly name: string; readonly sub: string }

export type Found = { readonly resources: readonly FoundResource[]; readonly teams: readonly FoundTeam[] }

const [resourcesShown, teamsShown] = [8, 4]

/** Resources and teams whose names hold every word of the text: those that begin with it first, then those most at risk. */
export function presentFound(rows: readonly FleetRow[], text: string): Found {
  const asked = text.trim().toLowerCase()
  const words = asked.split(/\s+/).filter(Boolean)
  if (words.length === 0) return { resources: [], teams: [] }
  const holds = (name: string) => words.every((word) => name.includes(word))
  const begins = (name: string) => Number(!name.toLowerCase().startsWith(asked))
  const risk = ({ recommendation }: FleetRow) => recommendation?.chanceByHorizon ?? 0
  const named = rows
    .filter(({ resource: { name, nativeId } }) => holds(`${name} ${nativeId}`.toLowerCase()))
    .sort(
      (a, b) =>
        begins(a.resource.name) - begins(b.resource.name) ||
        risk(b) - risk(a) ||
        a.resource.name.localeCompare(b.resource.name, 'en'),
    )
  const teams = [...Map.groupBy(rows, ({ resource }) => resource.team)]
    .flatMap(([team, own]) => (team !== undefined && holds(team.toLowerCase()) ? [{ team, own }] : []))
    .sort((a, b) => begins(a.team) - begins(b.team) || a.team.localeCompare(b.team, 'en'))
  return {
    resources: named.slice(0, resourcesShown).map(toFound),
    teams: teams.slice(0, teamsShown).map(({ team, own }) => ({
      href: `/teams/${encodeURIComponent(team)}`,
      name: team,
      sub: `Team, ${plural(own.length, 'resource')}`,
    })),
  }
}

function toFound({ resource, accountName, recommendation }: FleetRow): FoundResource {
  const { id, name, resourceClass, team } = resource
  const kind = classDefinitions[resourceClass].describe(resource)
  const risk = recommendation?.chanceByHorizon
  const atRisk = recommendation?.finding === 'runs-out' || recommendation?.finding === 'watch'
  return {
    href: `/resources/${id}`,
    name,
    resourceClass,
    sub: [kind, team, accountName].filter((part) => part !== undefined).join(' · '),
    ...(atRisk && typeof risk === 'number'
      ? { state: `${findingWords[recommendation.finding].label}, ${chance(risk)}` }
      : {}),
  }
}
