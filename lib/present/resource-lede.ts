import type { ResourceDetail } from '#lib/model/fleet.ts'
import type { Option, Recommendation } from '#lib/model/recommendation.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { chance, dateRange, dayInWords, percent, quantity, sizeLabel, usd, usdDelta } from './format.ts'
import { forecastDays } from './resource-series.ts'
import { abstentionNeeds } from './resource-words.ts'
import { dimensionWords } from './words.ts'

/** A piece of a sentence; a tone marks the numbers that matter. */
export type Segment = { readonly text: string; readonly tone?: 'strong' | 'risk' | 'save' | 'watch' }

type Lede = { readonly given: Recommendation; readonly nowMs: EpochMs }

const plain = (text: string): Segment => ({ text })
const strong = (text: string): Segment => ({ text, tone: 'strong' })
const risk = (text: string): Segment => ({ text, tone: 'risk' })
const save = (text: string): Segment => ({ text, tone: 'save' })

function horizonDay({ given, nowMs }: Lede): string {
  return dayInWords(given.asOfMs + given.horizonDays * dayMs, nowMs)
}

function bindingWord({ given }: Lede): string {
  return given.bindingDimension ? dimensionWords[given.bindingDimension] : 'Demand'
}

function intervalOf({ given, nowMs }: Lede): string {
  const axis = { asOfMs: given.asOfMs, axisDays: forecastDays, nowMs }
  return dateRange(given.lowDays, given.highDays, axis)
}

/** When the limit is reached: the date with its 80 % interval, or only the chance where no median is near. */
function runsOut(lede: Lede): Segment[] {
  const { given, nowMs } = lede
  const word = bindingWord(lede)
  const within = given.chanceByHorizon
  if (given.medianDays !== null && given.medianDays < 1 && (given.highDays ?? 999) < 2)
    return [plain(`${word} is `), risk('above its safe limit now'), plain('.')]
  if (given.medianDays === null || given.medianDays > forecastDays)
    return within === null
      ? [plain(`No date can be given for ${word}.`)]
      : [
          plain(`${word} has a `),
          { text: chance(within), tone: within >= 0.5 ? 'risk' : 'watch' },
          plain(` chance of reaching its safe limit by ${horizonDay(lede)}.`),
        ]
  const date = dayInWords(given.asOfMs + given.medianDays * dayMs, nowMs)
  if (given.finding === 'watch')
    return [
      plain(`${word} has a `),
      { text: chance(within ?? 0), tone: 'watch' },
      plain(
        ` chance of reaching its safe limit by ${horizonDay(lede)}; median ${date}, 80% interval ${intervalOf(lede)}.`,
      ),
    ]
  return [
    plain(`${word} will probably reach its safe limit around `),
    risk(date),
    plain(`, 80% interval ${intervalOf(lede)}.`),
  ]
}

/** `Moving to X for +$569/mo`, `Moving to X saves $698/mo`, or the same price. */
function moving(option: Option): Segment[] {
  const to = [plain(' Moving to '), strong(sizeLabel(option.label))]
  if (option.deltaMonthlyUsd < -0.5)
    return [...to, plain(' saves '), save(`${usd(-option.deltaMonthlyUsd)}/mo`)]
  if (option.deltaMonthlyUsd > 0.5)
    return [...to, plain(' for '), strong(`${usdDelta(option.deltaMonthlyUsd)}/mo`)]
  return [...to, plain(' at the same price')]
}

function changeOf(lede: Lede): Segment[] {
  const { recommended, current, acceptedRisk } = lede.given
  if (!recommended)
    return [
      plain(` No size on offer brings the chance of a breach down to the accepted ${chance(acceptedRisk)}.`),
    ]
  const saves = recommended.deltaMonthlyUsd < -0.5
  const by = ` the chance of a breach by ${horizonDay(lede)} from `
  if (current && current.chance > recommended.chance)
    return [
      ...moving(recommended),
      plain(`${saves ? ' and cuts' : ' cuts'}${by}`),
      strong(chance(current.chance)),
      plain(' to '),
      strong(chance(recommended.chance)),
      plain('.'),
    ]
  return [
    ...moving(recommended),
    plain(` and leaves a `),
    strong(chance(recommended.chance)),
    plain(` chance of a breach by ${horizonDay(lede)}, accepted ${chance(acceptedRisk)}.`),
  ]
}

/** `CPU p95 is 11% of 8 vCPU.` */
function usedOf({ given }: Lede): Segment[] {
  const risk = given.current?.dimensions.find((d) => d.dimension === given.bindingDimension)
  if (!risk || risk.utilization === null) return []
  const word = dimensionWords[risk.dimension]
  return [
    plain(`${word} p95 is `),
    strong(percent(risk.utilization)),
    plain(` of ${quantity(risk.capacity, risk.dimension)}.`),
  ]
}

function fits(lede: Lede): Segment[] {
  const { current, acceptedRisk } = lede.given
  if (!current) return usedOf(lede)
  return [
    strong(sizeLabel(current.label)),
    plain(' fits: '),
    strong(chance(current.chance)),
    plain(` chance of a breach by ${horizonDay(lede)}, accepted ${chance(acceptedRisk)}. `),
    ...usedOf(lede),
  ]
}

function idle(lede: Lede): Segment[] {
  const { current, recommended } = lede.given
  const cost = current ? [plain(' It costs '), strong(`${usd(current.monthlyUsd)}/mo`), plain('.')] : []
  return [plain('It looks idle: '), ...usedOf(lede), ...cost, ...(recommended ? changeOf(lede) : [])]
}

function abstained({ given }: Lede): Segment[] {
  const { abstention } = given
  if (!abstention) return [plain('No forecast, and no reason was recorded.')]
  return [plain(abstention.text), plain(` ${abstentionNeeds[abstention.reason]}`)]
}

/** The answer of the page in one or two sentences; readable without anything else on it. */
export function presentLede(detail: ResourceDetail, nowMs: EpochMs): readonly Segment[] {
  const { recommendation: given, resource } = detail
  if (!given) {
    const text = resource.memberOf
      ? 'It is sized as a member of its group and has no recommendation of its own.'
      : 'No recommendation yet: the first forecast has not run.'
    return [plain(text)]
  }
  const lede: Lede = { given, nowMs }
  switch (given.finding) {
    case 'runs-out':
    case 'watch':
      return [...runsOut(lede), ...(given.finding === 'watch' && !given.recommended ? [] : changeOf(lede))]
    case 'oversized':
      return [...usedOf(lede), ...changeOf(lede)]
    case 'right-sized':
      return fits(lede)
    case 'idle':
      return idle(lede)
    case 'abstained':
      return abstained(lede)
  }
}

/** The sentence without its marks, for titles and labels. */
export function ledeText(segments: readonly Segment[]): string {
  return segments
    .map((segment) => segment.text)
    .join('')
    .trim()
}
