import type { Dimension } from '#lib/model/capacity.ts'
import type { ResourceDetail } from '#lib/model/fleet.ts'
import type { Option, Recommendation } from '#lib/model/recommendation.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { chance, dateRange, dayInWords, percent, quantity, sizeLabel, usd, usdDelta } from './format.ts'
import { pressedDimension } from './pressure.ts'
import { forecastDays } from './resource-series.ts'
import { abstentionNeeds, riskPercent } from './resource-words.ts'
import { type Sentence, type SentencePart, sentence, strong } from './sentence.ts'
import { dimensionWords } from './words.ts'

type Part = string | SentencePart

type Lede = { readonly given: Recommendation; readonly nowMs: EpochMs }

function horizonDay({ given, nowMs }: Lede): string {
  return dayInWords(given.asOfMs + given.horizonDays * dayMs, nowMs)
}

function bindingWord({ given }: Lede): string {
  return given.bindingDimension ? dimensionWords[given.bindingDimension] : 'Demand'
}

const plurals: readonly (Dimension | undefined)[] = [
  ...([
    'gpu',
    'connections',
    'requests',
    'pods',
    'addresses',
    'shards',
    'partitions',
    'acu',
    'ecpu',
  ] as const),
]

/** `CPU ... its`, `GPUs ... their`. */
function grammar({ given }: Lede) {
  return plurals.includes(given.bindingDimension)
    ? { is: 'are', has: 'have', its: 'their' }
    : { is: 'is', has: 'has', its: 'its' }
}

function intervalOf({ given, nowMs }: Lede): string {
  const axis = { asOfMs: given.asOfMs, axisDays: forecastDays, nowMs }
  return dateRange(given.lowDays, given.highDays, axis)
}

/** `an` before 8, 11, 18 and the eighties, as they are spoken. */
function article(probability: number): 'a' | 'an' {
  return /^(8|11%|18%)/.test(chance(probability)) ? 'an' : 'a'
}

/** `at its safe limit now`; what is under pressure far below that limit says why. */
function nowText({ given }: Lede, its: string): string {
  const risk = given.current?.dimensions.find((one) => one.dimension === given.bindingDimension)
  if (!risk) return `at ${its} safe limit now`
  const pressed = pressedDimension({
    ...given,
    utilization: risk.utilization,
    limit: risk.limit / risk.capacity,
  })
  if (pressed === 'memory') return 'too small now: it swaps'
  if (pressed !== 'cpu' || risk.utilization === null) return `at ${its} safe limit now`
  return `held at ${its} baseline now, 100% of ${quantity(risk.utilization * risk.capacity, 'cpu')} sustained`
}

/** When the limit is reached: the date with its 80 % interval, or only the chance where no median is near. */
function runsOut(lede: Lede): Part[] {
  const { given, nowMs } = lede
  const word = bindingWord(lede)
  const within = given.chanceByHorizon
  const { is, has, its } = grammar(lede)
  if (given.medianDays !== null && given.medianDays < 1 && (given.highDays ?? 999) < 2)
    return [`${word} ${is} `, strong(nowText(lede, its), 'risk'), '.']
  if (given.medianDays === null || given.medianDays > forecastDays)
    return within === null
      ? [`No date can be given for ${word}.`]
      : [
          `${word} ${has} ${article(within)} `,
          strong(chance(within), within >= 0.5 ? 'risk' : 'watch'),
          ` chance of reaching ${its} safe limit by ${horizonDay(lede)}.`,
        ]
  if (given.medianDays < 1)
    return [
      `${word} ${is} `,
      strong(`probably at ${its} safe limit already`, 'risk'),
      `, 80% interval ${intervalOf(lede)}.`,
    ]
  const date = dayInWords(given.asOfMs + given.medianDays * dayMs, nowMs)
  if (given.finding === 'watch')
    return [
      `${word} ${has} ${article(within ?? 0)} `,
      strong(chance(within ?? 0), 'watch'),
      ` chance of reaching ${its} safe limit by ${horizonDay(lede)}; median ${date}, 80% interval ${intervalOf(lede)}.`,
    ]
  return [
    `${word} will probably reach ${its} safe limit around `,
    strong(date, 'risk'),
    `, 80% interval ${intervalOf(lede)}.`,
  ]
}

/** `Moving to X for +$569/mo`, `Moving to X saves $698/mo`, `Raising storage to ...`, or the same price. */
function moving(option: Option): Part[] {
  const to =
    option.action === undefined
      ? [' Moving to ', strong(sizeLabel(option.label))]
      : [' ', strong(option.action)]
  if (option.deltaMonthlyUsd < -0.5)
    return [...to, ' saves ', strong(`${usd(-option.deltaMonthlyUsd)}/mo`, 'save')]
  if (option.deltaMonthlyUsd > 0.5) return [...to, ' for ', strong(`${usdDelta(option.deltaMonthlyUsd)}/mo`)]
  return [...to, ' at the same price']
}

/** `Raise max_connections` after a colon; acronyms keep their capitals. */
function lowerStart(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

/** Why nothing is to be changed although the limit comes near. */
function unchanged(lede: Lede): Part[] {
  const { current, acceptedRisk, remedy } = lede.given
  if (!current) return []
  if (remedy !== undefined) return [' No size helps: ', strong(lowerStart(remedy)), '.']
  if (current.chance > acceptedRisk)
    return [' No size on offer could be recommended; each says why in the table of candidates.']
  return [
    ` The chance of a breach by ${horizonDay(lede)} is `,
    strong(chance(current.chance)),
    `, within the accepted ${riskPercent(acceptedRisk)}: nothing has to change yet.`,
  ]
}

function changeOf(lede: Lede): Part[] {
  const { recommended, current, acceptedRisk } = lede.given
  if (!recommended) return unchanged(lede)
  const saves = recommended.deltaMonthlyUsd < -0.5
  if (recommended.chanceUnderstated)
    return [
      ...moving(recommended),
      `${saves ? ' and' : ''} lifts the cap; the need is above what was measured.`,
    ]
  const by = ` the chance of a breach by ${horizonDay(lede)} from `
  if (current && current.chance > recommended.chance)
    return [
      ...moving(recommended),
      `${saves ? ' and cuts' : ' cuts'}${by}`,
      strong(chance(current.chance)),
      ' to ',
      strong(chance(recommended.chance)),
      '.',
    ]
  return [
    ...moving(recommended),
    `${saves ? ' and leaves' : ' leaves'} ${article(recommended.chance)} `,
    strong(chance(recommended.chance)),
    ` chance of a breach by ${horizonDay(lede)}, accepted ${riskPercent(acceptedRisk)}.`,
  ]
}

/** `CPU p95 is 11% of 8 vCPU.` */
function usedOf({ given }: Lede): Part[] {
  const risk = given.current?.dimensions.find((d) => d.dimension === given.bindingDimension)
  if (!risk || risk.utilization === null) return []
  const word = dimensionWords[risk.dimension]
  return [
    `${word} p95 is `,
    strong(percent(risk.utilization)),
    ` of ${quantity(risk.capacity, risk.dimension)}.`,
  ]
}

function fits(lede: Lede): Part[] {
  const { current, acceptedRisk, needUnknown } = lede.given
  if (needUnknown !== undefined) return [needUnknown]
  if (!current) return usedOf(lede)
  return [
    strong(sizeLabel(current.label)),
    ' fits: ',
    strong(chance(current.chance)),
    ` chance of a breach by ${horizonDay(lede)}, accepted ${riskPercent(acceptedRisk)}. `,
    ...usedOf(lede),
  ]
}

function idle(lede: Lede): Part[] {
  const { current, recommended } = lede.given
  const cost = current ? [' It costs ', strong(`${usd(current.monthlyUsd)}/mo`), '.'] : []
  const used = usedOf(lede)
  return [
    used.length > 0 ? 'It looks idle: ' : 'It looks idle.',
    ...used,
    ...cost,
    ...(recommended ? changeOf(lede) : []),
  ]
}

/** Observed days that a forecast needs. */
const daysToForecast = 7

function abstained({ given, nowMs }: Lede): Part[] {
  const { abstention } = given
  if (!abstention) return ['No forecast, and no reason was recorded.']
  const { reason, text, observedDays, asOfMs } = abstention
  if (reason === 'short-history' && observedDays < daysToForecast) {
    const first = dayInWords(asOfMs + (daysToForecast - observedDays) * dayMs, nowMs)
    return [text, ` The first forecast can be made on ${first}.`]
  }
  return [[text, abstentionNeeds[reason]].filter(Boolean).join(' ')]
}

function wordsOf(lede: Lede): Part[] {
  switch (lede.given.finding) {
    case 'runs-out':
    case 'watch':
      return [...runsOut(lede), ...changeOf(lede)]
    case 'oversized':
      return [...usedOf(lede), ...changeOf(lede)]
    case 'right-sized':
    case 'not-sized':
      return fits(lede)
    case 'idle':
      return idle(lede)
    case 'abstained':
      return abstained(lede)
  }
}

/** The answer of the page in one or two sentences; readable without anything else on it. */
export function presentLede(detail: ResourceDetail, nowMs: EpochMs): Sentence {
  const { recommendation, resource } = detail
  if (recommendation) return sentence(...wordsOf({ given: recommendation, nowMs }))
  return resource.memberOf
    ? sentence('It is sized as a member of its group and has no recommendation of its own.')
    : sentence('No recommendation yet: the first forecast has not run.')
}
