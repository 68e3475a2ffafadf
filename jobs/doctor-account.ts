import { accessPolicy, type Collector } from '#lib/collect/index.ts'
import type { Account, Problem } from '#lib/model/account.ts'
import { dayMs, type EpochMs, floorTo, isoDay } from '#lib/model/time.ts'

export type AccountFinding = { readonly good: boolean; readonly text: string }

export type CheckOptions = {
  readonly collector: Collector
  readonly account: Account
  readonly nowMs: EpochMs
  /** Whether AWS's own tools are asked. */
  readonly secondOpinion?: boolean | undefined
}

/**
 * Everything that the policy allows, tried with the calls that collection makes: whether the role can be assumed (and
 * cannot without its external id), what inventory, prices, limits, commitments and second opinion may read, and at the
 * payer one day of cost (a few cents). A refused action is named once.
 */
export async function checkAccount(options: CheckOptions): Promise<AccountFinding[]> {
  const { collector, account, nowMs } = options
  const before = collector.usage().calls
  const { resources, problems } = await collector.inventory(account, nowMs)
  // Nothing else can be asked where the role cannot be assumed.
  const closed = problems.some(({ action }) => action === 'sts:AssumeRole')
  const more = closed ? [] : await otherProblems(options)
  const found = distinct([...problems, ...more])
  if (found.length > 0) return found.map(({ text }) => ({ good: false, text }))
  return [
    { good: true, text: `${resources.length} resources can be read` },
    ...trustFinding(account),
    untriedFinding(account, { before, after: collector.usage().calls }),
  ]
}

/** What kept us from reading what inventory does not ask for. */
async function otherProblems(options: CheckOptions): Promise<Problem[]> {
  const { collector, account, nowMs, secondOpinion = true } = options
  const todayMs = floorTo(nowMs, dayMs)
  const days = { fromDay: isoDay(todayMs - 2 * dayMs), toDay: isoDay(todayMs - dayMs) }
  const region = account.regions[0] ?? 'us-east-1'
  const readings = [
    () => collector.shapes(account, region),
    () => collector.limits(account, region, nowMs),
    () => collector.commitments(account, { ...days, permit: async () => true }),
    ...(secondOpinion ? [() => collector.secondOpinion(account)] : []),
    ...(account.payer ? [() => collector.costs(costQuery(account, days), async () => true)] : []),
  ]
  const problems: Problem[] = []
  for (const read of readings) problems.push(...(await read()).problems)
  return problems
}

function costQuery(payer: Account, days: { fromDay: string; toDay: string }) {
  return { payer, ...days, granularity: 'day', grouping: 'service' } as const
}

type Calls = Readonly<Record<string, number>>

/** What the role must allow and nothing here asked for: no such resource, or nothing to page through. */
function untriedFinding(
  account: Account,
  { before, after }: { before: Calls; after: Calls },
): AccountFinding {
  const actions = actionsOf(account)
  const untried = actions.filter((action) => (after[action] ?? 0) === (before[action] ?? 0))
  const rest = untried.length === 0 ? '' : `; nothing here asks for ${untried.join(', ')}`
  return { good: true, text: `${actions.length - untried.length} actions tried, none refused${rest}` }
}

function trustFinding({ roleArn, externalId, externalIdRequired = true }: Account): AccountFinding[] {
  if (roleArn === undefined || externalId === undefined || !externalIdRequired) return []
  return [{ good: true, text: `${roleArn} asks for the external id` }]
}

/** One a scope and action. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [
    ...new Map(
      problems.map((problem) => [`${problem.scope} ${problem.action} ${problem.code}`, problem]),
    ).values(),
  ]
}

function actionsOf({ payer }: Account): readonly string[] {
  return payer ? [...accessPolicy.member, ...accessPolicy.payer] : accessPolicy.member
}
