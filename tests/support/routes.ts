import { readdirSync } from 'node:fs'
import { canary, ids, otherTeam, ownTeam } from './two-teams.ts'

/** Every route of the application, from its files: `/resources/[id]`, and whether it is a page. */
export const routes = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
  .map((file) => ({
    route: `/${file.replace(/\/?(page\.tsx|route\.ts)$/, '')}`,
    isPage: file.endsWith('page.tsx'),
  }))
  .sort((a, b) => a.route.localeCompare(b.route))

const values: Readonly<Record<string, { own: string; other: string }>> = {
  '/teams/[id]': { own: ownTeam, other: otherTeam },
  '/api/v1/teams/[id]': { own: ownTeam, other: otherTeam },
  '/api/v1/data/[table]': { own: 'jobs', other: 'problems' },
  '[id]': ids,
  '[week]': { own: '2026-W48', other: '2026-W48' },
}

/** The address of a route with the ids of one's own team, or of the other. */
export function address(route: string, whose: 'own' | 'other'): string {
  const of = (segment: string) => (values[route] ?? values[segment])?.[whose] ?? 'unknown'
  const path = route.replace(/\[[^\]]+\]/g, of)
  return route === '/digests/[week]' ? `${path}?team=${whose === 'own' ? ownTeam : otherTeam}` : path
}

/** What a request must not be told: everything of the other team but what it named itself. */
export function leaks(body: string, path: string): string[] {
  const named = decodeURIComponent(path).includes(otherTeam)
  const told = named ? body.replaceAll(otherTeam, '') : body
  return [...told.matchAll(new RegExp(`.{0,60}${canary}.{0,40}`, 'g'))].map(([text]) => text).slice(0, 3)
}

/** Open to everyone: they tell nothing of the estate, or the token in them is the permission. */
export const open = new Set([
  '/sign-in',
  '/sign-in/[link]',
  '/sign-in/oidc',
  '/sign-in/callback',
  '/healthz',
  '/readyz',
  '/version',
  '/unsubscribe/[token]',
  '/api/v1/openapi.json',
])

/** The same request dressed up as the framework's own, or written differently. */
export const disguises: readonly {
  name: string
  path: (path: string) => string
  headers: Readonly<Record<string, string>>
}[] = [
  { name: 'plain', path: (path) => path, headers: {} },
  { name: 'as data', path: (path) => path, headers: { rsc: '1' } },
  {
    name: 'as prefetch',
    path: (path) => `${path}${path.includes('?') ? '&' : '?'}_rsc=abc`,
    headers: { rsc: '1', 'next-router-prefetch': '1' },
  },
  {
    name: 'as segment',
    path: (path) => path,
    headers: { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  },
  { name: 'with a slash', path: (path) => path.replace(/\/?(\?|$)/, '/$1'), headers: {} },
  {
    name: 'past the proxy',
    path: (path) => path,
    headers: { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  },
  {
    name: 'encoded',
    path: (path) => path.replace(/[a-z](?=[^/]*$)/, (c) => `%${c.charCodeAt(0).toString(16)}`),
    headers: {},
  },
]
