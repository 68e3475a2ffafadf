const suffixes: Readonly<Record<string, number>> = {
  ...{ n: 1e-9, u: 1e-6, m: 1e-3, '': 1 },
  ...{ k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 },
}

/**
 * A Kubernetes quantity (`250m`, `16Gi`, `1e3`, `110`) in its base unit: cores, bytes, things. undefined where the
 * text is none. Source: the Quantity type of the Kubernetes API.
 */
export function quantityOf(text: string | number | undefined): number | undefined {
  if (typeof text === 'number') return Number.isFinite(text) ? text : undefined
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([numkKMGTPE]?i?)$/.exec(text?.trim() ?? '')
  const factor = match ? suffixes[match[2] ?? ''] : undefined
  return match && factor !== undefined ? Number(match[1]) * factor : undefined
}
