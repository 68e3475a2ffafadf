/**
 * What the simulated AWS can describe besides instances, groups and databases, by kind. A new kind starts with a line
 * here; its type stands beside its table in `estate/`.
 */
export type WorldThings = {
  readonly 'ebs-volume': never
}

export type WorldKind = keyof WorldThings
