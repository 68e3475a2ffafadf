import type { ServiceTier, Tags } from './resource.ts'
import type { EpochMs } from './time.ts'

/** What names the team of a resource. Rules are asked in order; the first that names one counts. */
export type TeamRule =
  /** The value of a tag; `values` maps spellings to teams, other values stand for themselves. */
  | { readonly kind: 'tag'; readonly tag: string; readonly values?: ReadonlyMap<string, string> }
  /** An RE2 pattern over the value of a tag; `team` is a template of its groups, `$1` unless given. */
  | { readonly kind: 'pattern'; readonly tag: string; readonly pattern: string; readonly team: string }
  | { readonly kind: 'account'; readonly accountId: string; readonly team: string }
  | { readonly kind: 'catalog'; readonly tag: string; readonly catalog: Catalog }

/** Owners as a service catalogue tells them. */
export type Catalog = {
  /** By name of the component, lower case. */
  readonly components: ReadonlyMap<string, string>
  readonly arns: ReadonlyMap<string, string>
  /** A resource that has all of these tags is of this team. */
  readonly tagged: readonly {
    readonly tags: readonly (readonly [key: string, value: string])[]
    readonly team: string
  }[]
}

export type TierRule = { readonly tag: string; readonly values?: ReadonlyMap<string, ServiceTier> }

/** A resource that may look idle, by name, id or ARN. */
export type Exemption = {
  readonly resource: string
  readonly as: 'dr' | 'standby'
  /** From then on it counts again. */
  readonly untilMs?: EpochMs
}

export type OwnershipRules = {
  readonly teams: readonly TeamRule[]
  readonly tiers: readonly TierRule[]
  readonly exemptions: readonly Exemption[]
}

/** Where a change of owner was told; before the first that is known today's is assumed. */
export const ownerSources = ['assumed', 'inventory', 'cloudtrail', 'config'] as const
export type OwnerSource = (typeof ownerSources)[number]

/** From `fromMs` on a resource had these tags and so this team; absent = untagged. */
export type OwnerChange = {
  readonly fromMs: EpochMs
  readonly team?: string
  readonly tags: Tags
  readonly source: OwnerSource
}

/** Whose past is whose: by the tag of its time, or all of it by the tag of today. */
export const attributions = ['at-the-time', 'as-tagged-today'] as const
export type Attribution = (typeof attributions)[number]

/** A share of a resource's day; those of one day add up to 1. */
export type OwnerShare = { readonly team: string | undefined; readonly share: number }

/**
 * How `[fromMs, toMs)` of a resource falls to teams. `changes` is oldest first; before the first, its team stands.
 * Without any change nobody is known to own it.
 */
export function ownerShares(
  changes: readonly OwnerChange[],
  { fromMs, toMs, attribution }: { fromMs: EpochMs; toMs: EpochMs; attribution: Attribution },
): OwnerShare[] {
  const newest = changes.at(-1)
  if (!newest || attribution === 'as-tagged-today') return [{ team: newest?.team, share: 1 }]
  const shares = new Map<string | undefined, number>()
  changes.forEach((change, i) => {
    const beginMs = i === 0 ? fromMs : Math.max(fromMs, change.fromMs)
    const endMs = Math.min(toMs, changes[i + 1]?.fromMs ?? toMs)
    if (endMs > beginMs) {
      const share = (endMs - beginMs) / (toMs - fromMs)
      shares.set(change.team, (shares.get(change.team) ?? 0) + share)
    }
  })
  return [...shares].map(([team, share]) => ({ team, share }))
}

/** The newest move from one team to another; `undefined` where the team never changed. Assumed ones do not count. */
export function newestMove(
  changes: readonly OwnerChange[],
):
  | { readonly from: string | undefined; readonly to: string | undefined; readonly atMs: EpochMs }
  | undefined {
  for (let i = changes.length - 1; i > 0; i--) {
    const [before, after] = [changes[i - 1], changes[i]]
    if (before && after && before.team !== after.team) {
      return { from: before.team, to: after.team, atMs: after.fromMs }
    }
  }
  return undefined
}

/** Share of `usd` that no team is tagged for, 0 to 1; `undefined` without any cost. */
export function untaggedShare(
  costs: readonly { readonly team?: string | undefined; readonly usd: number }[],
): number | undefined {
  const total = costs.reduce((sum, { usd }) => sum + usd, 0)
  if (total <= 0) return undefined
  return costs.reduce((sum, { team, usd }) => sum + (team === undefined || team === '' ? usd : 0), 0) / total
}
