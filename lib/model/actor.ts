/** Who asks. Every store verb for pages takes one first; `teams: 'all'` sees everything. */
export type Actor = {
  readonly id: string
  readonly role: 'viewer' | 'admin'
  readonly teams: 'all' | readonly string[]
}

/** The jobs: nobody's request, everything visible. */
export const system: Actor = { id: 'system', role: 'admin', teams: 'all' }

/** Whether the actor may decide about what it sees; viewers only read. */
export function mayDecide(actor: Actor): boolean {
  return actor.role !== 'viewer'
}
