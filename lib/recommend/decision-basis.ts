import type { DecisionBasis } from '#lib/model/decision.ts'
import type { OptionSummary, RecommendationSummary } from '#lib/model/fleet.ts'
import { dayMs } from '#lib/model/time.ts'

/**
 * The numbers on which a question is decided, from the recommendation as it was shown; `option` is the one chosen
 * (default: the recommended one).
 */
export function basisOf(
  summary: RecommendationSummary,
  option:
    | Pick<OptionSummary, 'id' | 'label' | 'chance' | 'deltaMonthlyUsd'>
    | undefined = summary.recommended,
): DecisionBasis {
  const { asOfMs, finding, chanceByHorizon, medianDays, current, remedy } = summary
  return {
    asOfMs,
    finding,
    chance: chanceByHorizon,
    medianMs: medianDays === null ? null : asOfMs + medianDays * dayMs,
    fromLabel: current?.label ?? null,
    fromMonthlyUsd: current === undefined || current.priceUnknown ? null : current.monthlyUsd,
    ...(option === undefined
      ? {}
      : {
          optionId: option.id,
          optionLabel: option.label,
          optionChance: option.chance,
          deltaMonthlyUsd: option.deltaMonthlyUsd,
        }),
    ...(remedy === undefined ? {} : { remedy }),
  }
}
