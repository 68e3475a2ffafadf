import type { Capacity, Dimension } from '#lib/model/capacity.ts'
import type { Shape } from '#lib/model/shape.ts'
import { cpuConversion } from './cpu.ts'
import type { Situation } from './situation.ts'

/** A size that could be bought, before it is judged. */
export type Candidate = {
  readonly id: string
  readonly label: string
  readonly shape: Shape
  readonly count: number
  /** Members in service on average, which are paid for. */
  readonly members: number
  readonly settings: Readonly<Record<string, number | string>>
  /** Of the whole resource, in the candidate's own units. */
  readonly capacity: Capacity
  /** Units of demand per own unit, where they differ: CPU of another processor, members of another size. */
  readonly factors: Capacity
  /** The CPU demand crosses processors. */
  readonly crossed: boolean
  /** CPU cannot be converted: one of the two processors was not measured. */
  readonly cpuUnmeasured: boolean
  readonly monthlyUsd: number
  readonly priceDerived: boolean
  /** No list price is known: `monthlyUsd` counts nothing. */
  readonly priceUnknown?: boolean
  readonly current: boolean
}

/** Capacity of a candidate in units of the present demand. */
export function levelOf(candidate: Candidate, dimension: Dimension): number | undefined {
  const capacity = candidate.capacity[dimension]
  return capacity === undefined ? undefined : capacity * (candidate.factors[dimension] ?? 1)
}

/** Dimensions in which a candidate offers less than the present size (0.1 % apart is the same). */
export function smallerDimensions(situation: Situation, candidate: Candidate): readonly Dimension[] {
  const smaller: Dimension[] = []
  for (const { dimension } of situation.definition.dimensions) {
    const now = situation.capacity[dimension]
    if (now !== undefined && (levelOf(candidate, dimension) ?? 0) < now * 0.999) smaller.push(dimension)
  }
  return smaller
}

/** How CPU of the present shape converts to the candidate's. */
export function conversionTo(
  situation: Situation,
  shape: Shape,
): Pick<Candidate, 'factors' | 'crossed' | 'cpuUnmeasured'> {
  if (situation.shape === undefined) return { factors: {}, crossed: false, cpuUnmeasured: true }
  const conversion = cpuConversion(situation.shape, shape, situation.scores)
  if (conversion === undefined) return { factors: {}, crossed: true, cpuUnmeasured: true }
  return { factors: { cpu: conversion.factor }, crossed: conversion.crossed, cpuUnmeasured: false }
}
