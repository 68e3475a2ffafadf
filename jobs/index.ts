import { applyConfig } from './apply-config.ts'
import { collectBudgets } from './collect-budgets.ts'
import { collectCommitments } from './collect-commitments.ts'
import { collectCosts } from './collect-costs.ts'
import { collectFineSamples } from './collect-fine-samples.ts'
import { collectInventory } from './collect-inventory.ts'
import { collectLimits } from './collect-limits.ts'
import { collectNearLimit } from './collect-near-limit.ts'
import { collectSamples } from './collect-samples.ts'
import { collectSecondOpinion } from './collect-second-opinion.ts'
import { collectShapes } from './collect-shapes.ts'
import { followDecisions } from './follow-decisions.ts'
import { forecast } from './forecast.ts'
import { forecastCosts } from './forecast-costs.ts'
import { freezeReview } from './freeze-review.ts'
import { hindsight } from './hindsight.ts'
import type { Job } from './job.ts'
import { maintain } from './maintain.ts'
import { measureDiscounts } from './measure-discounts.ts'
import { proposeChanges } from './propose-changes.ts'
import { recommend } from './recommend.ts'
import { rehearseScenarios } from './rehearse-scenarios.ts'
import { replayPolicies } from './replay-policies.ts'
import { scoreForecasts } from './score-forecasts.ts'
import { sendDigest } from './send-digest.ts'

/** Every job, in the order of the pipeline. */
export const jobs: readonly Job[] = [
  applyConfig,
  collectInventory,
  collectShapes,
  collectCosts,
  measureDiscounts,
  collectSamples,
  forecast,
  recommend,
  forecastCosts,
  collectFineSamples,
  collectNearLimit,
  collectBudgets,
  collectCommitments,
  collectSecondOpinion,
  collectLimits,
  scoreForecasts,
  followDecisions,
  proposeChanges,
  freezeReview,
  sendDigest,
  replayPolicies,
  rehearseScenarios,
  hindsight,
  maintain,
]
