import type { Dimension } from '#lib/model/capacity.ts'
import type { EvidenceItem } from '#lib/model/recommendation.ts'
import { connectionsCeiling } from '#lib/resources/rds-limits.ts'
import type { Binding } from './binding.ts'
import type { Choice } from './choose.ts'
import type { Judged } from './judged.ts'
import { type Remedy, settingRemedy } from './remedies.ts'
import { dimensionRisks } from './risk.ts'
import type { Situation } from './situation.ts'
import { amountText } from './wording.ts'

function safestOf(others: readonly Judged[]): Judged | undefined {
  return others.reduce<Judged | undefined>(
    (found, one) => (found === undefined || one.risk.chance < found.risk.chance ? one : found),
    undefined,
  )
}

/** What helps a dimension where no size does: limits that are settings and not sizes. */
function remedyFor(situation: Situation, dimension: Dimension): Remedy | undefined {
  const { resource } = situation.input
  const { resourceClass, facts } = resource
  if (resourceClass === 'aurora-cluster' && dimension === 'connections')
    return {
      action: 'Raise max_connections, or pool connections',
      because: 'The default max_connections follows the memory of the class',
    }
  if (resourceClass !== 'rds-instance') return settingRemedy(resource, dimension)
  const { engine, iops } = facts
  if (dimension === 'connections') {
    const ceiling = connectionsCeiling(String(engine))
    const because =
      ceiling === undefined
        ? 'The default max_connections follows the memory of the class'
        : `The default parameter group stops at ${amountText(ceiling, 'connections')} in every class`
    return { action: 'Raise max_connections, or pool connections', because }
  }
  if (dimension === 'iops' && typeof iops === 'number')
    return {
      action: 'Provision more IOPS',
      because: `The volume's ${amountText(iops, 'iops')} hold in every class`,
    }
  if (dimension === 'storage')
    return {
      action: 'Delete or move data, or split the database',
      because: 'No volume within reach holds the data',
    }
  return undefined
}

/** Dimensions that are not within policy at the present size, and still are not at the safest other one. */
function unsolved(situation: Situation, binding: Binding, choice: Choice): readonly Dimension[] {
  const safest = safestOf(choice.others)
  const dimensions = [choice.current, safest].flatMap((judged) =>
    judged === undefined
      ? []
      : dimensionRisks(situation, judged.candidate).flatMap(({ dimension, chance }) =>
          (chance ?? 0) > judged.accepted ? [dimension] : [],
        ),
  )
  const named = [binding.dimension, safest?.refused?.dimension].filter((one) => one !== undefined)
  return [...new Set([...named, ...dimensions])]
}

/** The setting that helps where no size does; undefined where a size does, or nothing is known to help. */
export function remedyOf(situation: Situation, binding: Binding, choice: Choice): Remedy | undefined {
  if (!choice.needed || choice.recommended !== undefined) return undefined
  return unsolved(situation, binding, choice)
    .map((dimension) => remedyFor(situation, dimension))
    .find((remedy) => remedy !== undefined)
}

/** The present size does not hold and neither does any other: which comes nearest, and what else helps. */
export function noSizeItem(situation: Situation, binding: Binding, choice: Choice): EvidenceItem {
  const { others } = choice
  const safest = safestOf(others)
  const remedy = remedyOf(situation, binding, choice)
  const helps = remedy === undefined ? '' : ` ${remedy.because}. ${remedy.action}.`
  if (safest?.refused === undefined)
    return { title: 'No size holds', text: `No other size is offered here for this resource.${helps}` }
  const name = `${safest.candidate.label} comes nearest: ${safest.refused.text()}`
  const text = `None of ${others.length} sizes within reach of one change is within policy. ${name}${helps}`
  return { title: 'No size holds', text }
}
