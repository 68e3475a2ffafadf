/** Parameters of the query protocols: flat names such as `Filter.1.Value.2`. */
export type Params = ReadonlyMap<string, string>

export function parseParams(body: string): Params {
  return new Map(new URLSearchParams(body))
}

/**
 * Values of a list parameter in order. `prefix` is written as the protocol flattens it:
 * `InstanceId` (EC2) or `AutoScalingGroupNames.member` (awsQuery).
 */
export function listParam(params: Params, prefix: string): string[] {
  const values: string[] = []
  for (let i = 1; ; i++) {
    const value = params.get(`${prefix}.${i}`)
    if (value === undefined) return values
    values.push(value)
  }
}

export type Filter = { readonly name: string; readonly values: readonly string[] }

/** `Filter.N.Name` with `Filter.N.Value.M` (EC2); other list and value names for awsQuery. */
export function filterParams(params: Params, prefix = 'Filter', valueName = 'Value'): Filter[] {
  const filters: Filter[] = []
  for (let i = 1; ; i++) {
    const name = params.get(`${prefix}.${i}.Name`)
    if (name === undefined) return filters
    filters.push({ name, values: listParam(params, `${prefix}.${i}.${valueName}`) })
  }
}

export type Bounds = { readonly min: number; readonly max: number }

/** A whole number within bounds, or `undefined` where it is absent; `NaN` where it is wrong. */
export function intParam(params: Params, name: string, { min, max }: Bounds): number | undefined {
  const text = params.get(name)
  if (text === undefined) return undefined
  const value = Number(text)
  return Number.isInteger(value) && value >= min && value <= max ? value : Number.NaN
}
