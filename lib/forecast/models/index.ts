import type { Forecaster } from '../forecaster.ts'
import { exponentialSmoothing } from './exponential-smoothing.ts'
import { lastValue } from './last-value.ts'
import { levelShape } from './level-shape.ts'
import { recentRange } from './recent-range.ts'
import { robustTrend } from './robust-trend.ts'
import { recentProfile, seasonProfile } from './season-profile.ts'
import { seasonalNaive, seasonalNaiveLong } from './seasonal-naive.ts'

/** Every forecaster, simplest first: at equal scores the earlier one is preferred. */
export const forecasters: readonly Forecaster[] = [
  seasonalNaive,
  lastValue,
  recentRange,
  seasonalNaiveLong,
  seasonProfile,
  recentProfile,
  levelShape,
  exponentialSmoothing,
  robustTrend,
]
