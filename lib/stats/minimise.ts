export type MinimiseInput = {
  readonly objective: (point: readonly number[]) => number
  readonly start: readonly number[]
  /** Size of the first simplex per coordinate. */
  readonly step: readonly number[]
  /** Most evaluations of the objective. */
  readonly evaluations: number
}

export type Minimum = { readonly point: readonly number[]; readonly value: number }

const between = (from: readonly number[], to: readonly number[], share: number) =>
  from.map((value, i) => value + share * ((to[i] as number) - value))

function centroidOf(vertices: readonly Minimum[]): number[] {
  const size = (vertices[0] as Minimum).point.length
  return Array.from({ length: size }, (_, i) => {
    let sum = 0
    for (const vertex of vertices) sum += vertex.point[i] as number
    return sum / vertices.length
  })
}

/**
 * Downhill simplex with the standard coefficients (reflect 1, expand 2, contract and shrink 1/2).
 * A `NaN` objective counts as infinite. Nelder and Mead (1965), A simplex method for function minimization.
 */
export function minimise({ objective, start, step, evaluations }: MinimiseInput): Minimum {
  let left = evaluations
  const at = (point: readonly number[]): Minimum => {
    left--
    const value = objective(point)
    return { point, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value }
  }
  const first = at(start)
  let simplex = [
    first,
    ...start.map((_, i) => at(start.map((v, j) => (i === j ? v + (step[j] as number) : v)))),
  ]
  while (left > 0) {
    simplex.sort((a, b) => a.value - b.value)
    const best = simplex[0] as Minimum
    const worst = simplex[simplex.length - 1] as Minimum
    const others = simplex.slice(0, -1)
    const second = others[others.length - 1] as Minimum
    const centroid = centroidOf(others)
    const reflected = at(between(centroid, worst.point, -1))
    if (reflected.value < best.value) {
      const expanded = at(between(centroid, worst.point, -2))
      simplex = [...others, expanded.value < reflected.value ? expanded : reflected]
    } else if (reflected.value < second.value) {
      simplex = [...others, reflected]
    } else {
      const contracted = at(between(centroid, worst.point, 0.5))
      simplex =
        contracted.value < worst.value
          ? [...others, contracted]
          : [best, ...simplex.slice(1).map((vertex) => at(between(best.point, vertex.point, 0.5)))]
    }
  }
  return simplex.reduce((best, vertex) => (vertex.value < best.value ? vertex : best))
}
