import { type Actor, type Role, roles } from './actor.ts'

/** A group of the identity provider and what its members may. Viewers and editors have teams. */
export type AccessRule = { readonly group: string; readonly role: Role; readonly teams: readonly string[] }

/** Who signed in, as the provider tells: `issuer` and `subject` are the key, never an e-mail address. */
export type Identity = {
  readonly issuer: string
  readonly subject: string
  readonly name: string
  readonly groups: readonly string[]
}

/**
 * What the groups of an identity give together: admin before reviewer before editor before viewer; teams add up. Undefined
 * where no rule names any of them: nobody comes in by merely having an account.
 */
export function actorOfIdentity(identity: Identity, rules: readonly AccessRule[]): Actor | undefined {
  const granted = rules.filter(({ group }) => identity.groups.includes(group))
  if (granted.length === 0) return undefined
  const id = `${identity.issuer} ${identity.subject}`
  const role = granted.map((one) => one.role).reduce((a, b) => (roles.indexOf(b) > roles.indexOf(a) ? b : a))
  if (role === 'admin' || role === 'reviewer') return { id, role, teams: 'all' }
  const teamsOf = (of: readonly AccessRule[]) => [...new Set(of.flatMap(({ teams }) => teams))].sort()
  const edits = teamsOf(granted.filter((one) => one.role === 'editor'))
  return { id, role, teams: teamsOf(granted), ...(role === 'editor' ? { edits } : {}) }
}

/** The string values of a claim that may be one string or a list of them. */
export function groupsOf(claim: unknown): string[] {
  const values = Array.isArray(claim) ? claim : [claim]
  return values.filter((value) => typeof value === 'string')
}
