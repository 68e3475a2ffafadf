import type { ResourceClass } from '#lib/model/resource.ts'
import { resourceClasses } from '#lib/model/resource.ts'
import { chanceAfter } from './chance-after.ts'
import { type DecidedRow, deltaOf, isDecided, isSaving, sum, upsizesOf } from './fleet.ts'
import { count, day, minus, percent, plural, size, sizeLabel, usd, usdDelta, usdShort } from './format.ts'
import { cashSentence, savingCash } from './overview-cash.ts'
import type { OverviewFacts } from './overview-facts.ts'
import { runRate } from './overview-spend.ts'
import { sentenceStart } from './words.ts'

export type WaterfallView = {
  readonly sub: string
  readonly label: string
  readonly steps: readonly {
    readonly name: string
    readonly count: number
    readonly deltaUsd: number
    readonly amount: string
  }[]
  readonly net: { readonly deltaUsd: number; readonly amount: string }
}

const stepNames: Record<ResourceClass, string> = {
  'ec2-instance': 'EC2 instance type',
  asg: 'Auto Scaling groups',
  'gpu-pool': 'GPU pools',
  'rds-instance': 'Database size',
  'opensearch-domain': 'OpenSearch nodes',
  'msk-cluster': 'MSK brokers',
  'dynamodb-table': 'DynamoDB tables',
  'dynamodb-index': 'DynamoDB indexes',
  'elasticache-group': 'Cache nodes',
  'elasticache-serverless': 'Serverless caches',
  'eks-node-pool': 'EKS node pools',
  'ecs-capacity-provider': 'ECS instances',
  'ecs-service': 'ECS task size',
  'sagemaker-endpoint': 'SageMaker instances',
  'aurora-cluster': 'Aurora instances',
  'aurora-serverless': 'Aurora Serverless',
  'documentdb-cluster': 'DocumentDB instances',
  'redshift-cluster': 'Redshift nodes',
}

/** Savings by class, largest first, then the upsizes of what runs out and the others; absent without changes. */
export function presentWaterfall({ rows, costs }: OverviewFacts): WaterfallView | undefined {
  const saving = rows.filter(isSaving)
  const { safety, other } = upsizesOf(rows)
  const upsizes = safety.length + other.length
  if (saving.length + upsizes === 0) return undefined
  const step = (name: string, of: readonly (typeof rows)[number][]) => {
    const deltaUsd = sum(of.map(deltaOf))
    return { name, count: of.length, deltaUsd, amount: usdDelta(deltaUsd) }
  }
  const byClass = resourceClasses
    .map((one) =>
      step(
        stepNames[one],
        saving.filter(({ resource }) => resource.resourceClass === one),
      ),
    )
    .filter((one) => one.count > 0)
    .sort((a, b) => a.deltaUsd - b.deltaUsd)
  const steps = [
    ...byClass,
    ...(safety.length > 0 ? [step('Upsizes, runs out', safety)] : []),
    ...(other.length > 0 ? [step('Other upsizes', other)] : []),
  ]
  const netUsd = sum(steps.map(({ deltaUsd }) => deltaUsd))
  const rate = runRate(costs)
  const against = rate ? ` against today's ${usdShort(rate.usdPerMonth)}` : ''
  return {
    sub: `${plural(saving.length, 'saving')} and ${plural(upsizes, 'upsize')}, $/mo at list price${against}`,
    label: `Waterfall of monthly cost change by class: ${usdDelta(netUsd)} net`,
    steps,
    net: { deltaUsd: netUsd, amount: usdDelta(netUsd) },
  }
}

export type SavingRow = {
  readonly rank: number
  readonly id: string
  readonly name: string
  readonly resourceClass: ResourceClass
  readonly team?: string
  readonly from: string
  readonly to: string
  readonly monthly: string
  readonly saves: string
  readonly chance: string
  readonly effort: string
}

export type SavingsView = {
  readonly sub: string
  readonly rows: readonly SavingRow[]
  readonly footer: string
}

const savingsShown = 18

/** The largest savings; absent when there is none. */
export function presentSavings(facts: OverviewFacts): SavingsView | undefined {
  const { rows, horizonMs, nowMs } = facts
  const saving = rows
    .filter(isDecided)
    .filter(isSaving)
    .sort((a, b) => deltaOf(a) - deltaOf(b))
  if (saving.length === 0) return undefined
  const shown = saving.slice(0, savingsShown)
  const cash = savingCash(facts)
  const share = sum(shown.map(deltaOf)) / sum(saving.map(deltaOf))
  return {
    sub: `Chance is of a breach at the new size by ${day(horizonMs, nowMs)}. On demand, list price.${cash ? ` ${cashSentence(cash)}` : ''}`,
    rows: shown.map((row, i) => toSavingRow(row, i + 1)),
    footer:
      saving.length > shown.length
        ? `Top ${shown.length} of ${count(saving.length)} hold ${percent(share)} of the savings`
        : `${plural(saving.length, 'saving')} in all`,
  }
}

function toSavingRow({ resource, recommendation }: DecidedRow, rank: number): SavingRow {
  const { current, recommended } = recommendation
  return {
    rank,
    id: resource.id,
    name: resource.name,
    resourceClass: resource.resourceClass,
    team: resource.team,
    from: current ? sizeLabel(current.label) : size(resource.shape, resource.count),
    to: recommended ? sizeLabel(recommended.label) : '–',
    monthly: current && !current.priceUnknown ? usd(current.monthlyUsd) : '–',
    saves: usd(Math.abs(recommended?.deltaMonthlyUsd ?? 0)).replace(minus, ''),
    chance: recommended ? chanceAfter(recommended) : '–',
    effort: sentenceStart(recommended?.effort ?? '–'),
  }
}
