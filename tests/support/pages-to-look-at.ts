type Ids = {
  readonly resource: string | undefined
  readonly group: string | undefined
  readonly pool: string | undefined
}

/** A page of every kind, for checks of what people see. */
export function pagesToLookAt(ids: Ids): readonly string[] {
  return [
    '/',
    '/resources',
    `/resources/${ids.resource}`,
    '/data',
    '/accuracy',
    '/costs',
    '/recommendations',
    '/scenarios',
    '/databases',
    '/gpu-pools',
    `/gpu-pools/${ids.pool}`,
    '/reviews',
    '/teams',
    '/digests',
    '/policy',
    `/clusters/${ids.group}`,
  ]
}
