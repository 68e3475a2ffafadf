import type { Forecaster } from '../forecaster.ts'
import { burstyGrowth } from './bursty-growth.ts'
import { exponentialSmoothing } from './exponential-smoothing.ts'
import { newestHours, newestRange, recentHours, recentRange, weekHours, weekRange } from './fading-profile.ts'
import { lastValue } from './last-value.ts'
import { levelShape } from './level-shape.ts'
import { robustTrend } from './robust-trend.ts'
import { recentProfile } from './season-profile.ts'
import { seasonalNaive, seasonalNaiveLong } from './seasonal-naive.ts'

/** Every forecaster, simplest first: at equal scores the earlier one is preferred. */
export const forecasters: readonly Forecaster[] = [
  seasonalNaive,
  lastValue,
  newestRange,
  recentRange,
  weekRange,
  newestHours,
  recentHours,
  weekHours,
  seasonalNaiveLong,
  recentProfile,
  levelShape,
  exponentialSmoothing,
  robustTrend,
  burstyGrowth,
]
