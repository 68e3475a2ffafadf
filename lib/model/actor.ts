/** Who asks. Every store verb for pages takes one first; `teams: 'all'` sees everything. */
export type Actor = {
  readonly id: string
  readonly role: 'viewer' | 'admin'
  readonly teams: 'all' | readonly string[]
}
