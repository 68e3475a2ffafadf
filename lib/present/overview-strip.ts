import type { FleetRow } from '#lib/model/fleet.ts'
import { classFamilies } from './class-families.ts'
import { findingOf, scaledUse } from './fleet.ts'
import { count } from './format.ts'
import { findingOrder, findingWords, type Tone } from './words.ts'

export type StripView = {
  readonly rows: readonly {
    readonly name: string
    readonly count: number
    readonly dots: readonly { readonly scaled: number; readonly tone: Exclude<Tone, 'no'> }[]
  }[]
  readonly label: string
  readonly legend: readonly { readonly tone: Tone; readonly text: string }[]
}

const families = [...new Set(Object.values(classFamilies))]

/** One row per family of classes, one dot per resource whose use is known; absent when none is. */
export function presentStrip(rows: readonly FleetRow[]): StripView | undefined {
  const classes = families.map((name) => {
    const members = rows.filter(({ resource }) => classFamilies[resource.resourceClass] === name)
    return { name, count: members.length, dots: members.flatMap(dot) }
  })
  const shown = classes.filter((one) => one.count > 0)
  if (shown.every(({ dots }) => dots.length === 0)) return undefined
  const legend = findingOrder
    .map((finding) => ({ finding, members: rows.filter((row) => findingOf(row) === finding).length }))
    .filter(({ members }) => members > 0)
    .map(({ finding, members }) => ({
      tone: findingWords[finding].tone,
      text: `${findingWords[finding].label.toLowerCase()} ${count(members)}`,
    }))
  return {
    rows: shown,
    label: `Use of capacity by class, ${legend.map(({ text }) => text).join(', ')}`,
    legend,
  }
}

function dot(row: FleetRow): StripView['rows'][number]['dots'] {
  const scaled = scaledUse(row)
  const { tone } = findingWords[findingOf(row)]
  return scaled === undefined || tone === 'no' ? [] : [{ scaled, tone }]
}
