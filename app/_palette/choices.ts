import type { Found } from '#lib/present/find.ts'
import { furtherPlaces, places } from './places.ts'

/** One line of the palette: a place to go to, or something to do. */
export type Choice = {
  readonly id: string
  readonly group: 'Resources' | 'Teams' | 'Pages' | 'Actions'
  readonly label: string
  readonly sub?: string
  readonly state?: string
  readonly href?: string
  readonly run?: () => void
}

export type Action = { readonly label: string; readonly run: () => void }

const pages: readonly Choice[] = [...places, ...furtherPlaces].map(({ href, label }) => ({
  id: `page ${href}`,
  group: 'Pages',
  label,
  href,
}))

/** What the palette lists for a text: what was found, then pages and actions whose names hold every word. */
export function choicesFor(text: string, found: Found, actions: readonly Action[]): readonly Choice[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const holds = ({ label }: { readonly label: string }) =>
    words.every((word) => label.toLowerCase().includes(word))
  return [
    ...found.resources.map(({ href, name, sub, state }): Choice => {
      return {
        id: href,
        group: 'Resources',
        label: name,
        sub,
        href,
        ...(state === undefined ? {} : { state }),
      }
    }),
    ...found.teams.map(
      ({ href, name, sub }): Choice => ({ id: href, group: 'Teams', label: name, sub, href }),
    ),
    ...pages.filter(holds),
    ...actions
      .filter(holds)
      .map(({ label, run }): Choice => ({ id: `action ${label}`, group: 'Actions', label, run })),
  ]
}
