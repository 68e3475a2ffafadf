import type { Assumption, ChainLink, DateSpread, ScenarioResult } from '#lib/model/scenario.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { chance, day, instant, number, plural, timeOfDay, weekdayDay } from './format.ts'
import { type Sentence, sentence, strong } from './sentence.ts'

/** `2.5×`. */
export const times = (factor: number) => `${(Math.round(factor * 100) / 100).toString()}×`

export type AssumptionView = {
  readonly name: string
  readonly what: string
  readonly size: string
  readonly when: string
}

const stepWords = { launch: 'Launch', onboarding: 'Onboarding', migration: 'Migration' } as const

/** One assumption with its size, its interval and its date. */
export function assumptionView(one: Assumption, nowMs: EpochMs): AssumptionView {
  const whose = [...one.teams, ...one.accounts].join(', ') || 'all teams, production'
  if (one.kind === 'zone-loss')
    return {
      name: one.name,
      what: `Loss of a zone, ${whose}`,
      size: 'each zone in turn',
      when: 'at every hour',
    }
  const size = `${times(one.factor)}, 80% ${times(one.low)}–${times(one.high)}`
  if (one.kind === 'step')
    return {
      name: one.name,
      what: `${stepWords[one.what]}, stays, ${whose}`,
      size,
      when: weekdayDay(one.atMs),
    }
  if (one.kind === 'growth')
    return {
      name: one.name,
      what: `Growth, ${whose}`,
      size,
      when: `${day(one.fromMs, nowMs)} – ${day(one.toMs, nowMs)}`,
    }
  return {
    name: one.name,
    what: `Peak only, ${whose}`,
    size,
    when: `${instant(one.fromMs)} – ${instant(one.toMs)}`,
  }
}

/** A date of a spread: `14 Jan`, or `after 23 Nov 2027`. */
export function dateOf(days: number | null, { asOfMs }: ScenarioResult): string {
  return days === null ? 'later' : day(asOfMs + days * dayMs, asOfMs)
}

/** `5 Jan – 2 Mar`; the end is open where it lies later than a year. */
export function spreadOf({ lowDays, highDays }: DateSpread, result: ScenarioResult): string {
  if (lowDays === null) return 'not within a year'
  return `${dateOf(lowDays, result)} – ${dateOf(highDays, result)}`
}

const linkWords: Record<ChainLink['kind'], string> = {
  resource: 'its safe limit',
  'group-maximum': 'the maximum of its group',
  connections: 'its connections',
  addresses: 'free addresses',
  quota: 'the quota',
}

/** One link in words: `search-api-asg: the maximum of its group at 1.31×, Fri 27 Nov 2026, 14:00 UTC (chance 98%)`. */
export function linkText(link: ChainLink): string {
  const when = `${weekdayDay(link.atMs)}, ${timeOfDay(link.atMs)}`
  const at =
    link.breaksAt < 1
      ? `above it at ${times(link.breaksAt)} already, without the event`
      : `at ${times(link.breaksAt)}`
  return `${link.name}: ${linkWords[link.kind]} ${at}, ${when}, chance ${chance(link.chance)}. ${link.text}.`
}

/** What breaks first, as one or two sentences with the numbers in them. */
export function firstBreak({ scenario, chain }: ScenarioResult): Sentence | undefined {
  const event = scenario.assumptions.find(({ kind }) => kind === 'event')
  if (event?.kind !== 'event') return undefined
  const already = chain.filter((link) => link.breaksAt < 1)
  const breaking = chain.filter((link) => link.breaksAt >= 1 && link.chance >= 0.05)
  const intro = `${event.name} is taken for ${times(event.factor)} the load of an ordinary day (80% ${times(event.low)}–${times(event.high)}), ${weekdayDay(event.fromMs)}. `
  const [first, second] = breaking
  const next = chain.find((link) => link.breaksAt >= 1)
  if (!first)
    return sentence(
      intro,
      strong('Nothing will probably break'),
      next ? `: the first link, ${next.name}, bears ${times(next.breaksAt)}.` : '.',
    )
  return sentence(
    intro,
    strong(first.name, 'risk'),
    ' breaks first: ',
    `${linkWords[first.kind]} bears `,
    strong(times(first.breaksAt)),
    ` (chance ${chance(first.chance)}, ${timeOfDay(first.atMs)})`,
    second
      ? `; then ${second.name}: ${linkWords[second.kind]} at ${times(second.breaksAt)} (chance ${chance(second.chance)})`
      : '',
    `. ${plural(breaking.length, 'link')} of the chain may break`,
    already.length === 0
      ? '.'
      : `; ${already.map(({ name }) => name).join(', ')} ${already.length === 1 ? 'is' : 'are'} above the limit at that hour without it already.`,
  )
}

/** A share of hours as people say it. */
export const hoursText = (above: number, high: number) =>
  high === 0 ? 'none' : `${number(above)} h, upper path ${number(high)} h`
