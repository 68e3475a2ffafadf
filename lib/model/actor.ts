/** Least first. A viewer reads; an editor decides for teams; a reviewer decides about everything; an admin runs it. */
export const roles = ['viewer', 'editor', 'reviewer', 'admin'] as const
export type Role = (typeof roles)[number]

/** Who asks. Every store verb for pages takes one first; `teams: 'all'` sees everything. */
export type Actor = {
  readonly id: string
  readonly role: Role
  readonly teams: 'all' | readonly string[]
  /** Of an editor: the teams it may decide for, of those that it sees; all of them where absent. */
  readonly edits?: readonly string[]
}

/** The jobs: nobody's request, everything visible. */
export const system: Actor = { id: 'system', role: 'admin', teams: 'all' }

/** Whether the actor may decide about anything that it sees; viewers only read. */
export function mayDecide(actor: Actor): boolean {
  return actor.role !== 'viewer'
}

/** Whether the actor may decide about what belongs to a team (`undefined` = to none). */
export function mayDecideFor(actor: Actor, team: string | undefined): boolean {
  if (!mayDecide(actor)) return false
  if (actor.teams !== 'all' && (team === undefined || !actor.teams.includes(team))) return false
  return actor.role !== 'editor' || !actor.edits || (team !== undefined && actor.edits.includes(team))
}

/** Whether the actor runs the installation: keys, tests of messages, the audit log. */
export function mayAdminister(actor: Actor): boolean {
  return actor.role === 'admin' && actor.teams === 'all'
}

/** The same actor with the view of one team alone; undefined where that is not theirs to see. */
export function narrowedTo(actor: Actor, team: string): Actor | undefined {
  const sees = actor.teams === 'all' || actor.teams.includes(team)
  return sees ? { ...actor, teams: [team] } : undefined
}
