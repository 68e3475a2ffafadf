import { z } from 'zod'
import { dimensions } from './capacity.ts'

/** Whose sizes are followed: those that really were, those that were recommended, those of a percentile rule. */
export const hindsightPolicies = ['kept', 'advised', 'rule'] as const
export type HindsightPolicy = (typeof hindsightPolicies)[number]

/** A size as it was offered then; list dollars a month of 730 h at the prices of the day of the re-run. */
export const followedSizeSchema = z.object({
  label: z.string(),
  monthlyUsd: z.number(),
  /** Per dimension the demand that counts as a breach: capacity where it is hard, the safe limit where it is soft. */
  levels: z.partialRecord(z.enum(dimensions), z.number()),
})
export type FollowedSize = z.infer<typeof followedSizeSchema>

/** What would have been recommended for one resource as of one Monday, with only what was known then. */
export const hindsightAdviceSchema = z.object({
  asOfMs: z.number(),
  /** Days that had passed since when it was computed: scores of later ones are missing. */
  scoredDays: z.number(),
  /** Absent where nothing could be said; then why. */
  sizes: z
    .object({ kept: followedSizeSchema, advised: followedSizeSchema, rule: followedSizeSchema })
    .optional(),
  reason: z.string().optional(),
})
export type HindsightAdvice = z.infer<typeof hindsightAdviceSchema>

/** Demand that came above what a size could carry; one a dimension and stretch of a week. */
export const followedBreachSchema = z.object({
  policy: z.enum(hindsightPolicies),
  dimension: z.enum(dimensions),
  /** First hour of the seven days that break the definition. */
  atMs: z.number(),
  label: z.string(),
  /** Hours above within the stretch. */
  hours: z.number(),
  /** Largest demand of the stretch, and the level that it is above. */
  demand: z.number(),
  level: z.number(),
})
export type FollowedBreach = z.infer<typeof followedBreachSchema>

/** List dollars of one week that following a policy would have saved against what was kept; negative costs more. */
export const savedWeekSchema = z.object({ weekMs: z.number(), advised: z.number(), rule: z.number() })
export type SavedWeek = z.infer<typeof savedWeekSchema>

/** What following every recommendation of one resource would have done. */
export const hindsightVerdictSchema = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  saved: z.array(savedWeekSchema),
  /** How often the size would have changed. */
  changes: z.object({ advised: z.number(), rule: z.number() }),
  breaches: z.array(followedBreachSchema),
  /** Dimensions that no sample speaks of: no breach of them could be seen. */
  unseen: z.array(z.enum(dimensions)),
  /** Why nothing can be judged. */
  reason: z.string().optional(),
})
export type HindsightVerdict = z.infer<typeof hindsightVerdictSchema>
