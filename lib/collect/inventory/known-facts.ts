import type { Facts } from '#lib/model/resource.ts'

/** Only the facts that AWS told. */
export function knownFacts(facts: Readonly<Record<string, string | number | boolean | undefined>>): Facts {
  const known = Object.entries(facts).filter((entry): entry is [string, string | number | boolean] => {
    return entry[1] !== undefined
  })
  return Object.fromEntries(known)
}
