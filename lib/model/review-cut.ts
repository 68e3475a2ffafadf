import type { ReviewPack } from './review.ts'

/** A pack as those see it who see these teams: rows of others, and everything that sums over all, are left out. */
export function cutReview(pack: ReviewPack, teams: readonly string[]): ReviewPack {
  const own = <Row extends { readonly team?: string }>(rows: readonly Row[]) =>
    rows.filter(({ team }) => team !== undefined && teams.includes(team))
  const { bridge, ...rest } = pack
  const resources = own(pack.accuracy.resources)
  const total = (key: 'days' | 'inside80') => resources.reduce((sum, row) => sum + row[key], 0)
  return {
    ...rest,
    teams: pack.teams.filter((team) => teams.includes(team)),
    items: own(pack.items),
    rest: own(pack.rest),
    runsOut: own(pack.runsOut),
    accuracy: { days: total('days'), inside80: total('inside80'), resources },
    changes: own(pack.changes),
    spend: own(pack.spend),
    carried: own(pack.carried),
    abstentions: own(pack.abstentions),
    ends: own(pack.ends),
  }
}
