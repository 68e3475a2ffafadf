import type { Params } from './params.ts'

export type Routed = { readonly operation: string; readonly params: Params }

/**
 * The operation of a REST request: of the routes (`GET /clusters/{name}?list-type`) whose method, path and required
 * query parameters match, the one with the most literal segments and parameters. `{rest+}` takes slashes too.
 */
export function routeOf(
  routes: Readonly<Record<string, string>>,
  request: { readonly method: string; readonly url: string },
): Routed {
  const { pathname, searchParams } = new URL(request.url, 'http://aws')
  let best: (Routed & { readonly weight: number }) | undefined
  for (const [operation, route] of Object.entries(routes)) {
    const [method = '', pattern = ''] = route.split(' ')
    const [path = '', query = ''] = pattern.split('?')
    const required = query === '' ? [] : query.split('&')
    const found = method === request.method ? pathParams(path, pathname) : undefined
    if (!found || !required.every((name) => searchParams.has(name))) continue
    const weight = 10 * required.length + path.split('/').filter((part) => !part.startsWith('{')).length
    if (best && best.weight >= weight) continue
    best = { operation, params: new Map([...searchParams, ...found]), weight }
  }
  return best ?? { operation: `${request.method} ${pathname}`, params: new Map() }
}

function pathParams(pattern: string, pathname: string): ReadonlyMap<string, string> | undefined {
  const names: string[] = []
  const source = pattern
    .split('/')
    .map((part) => {
      const name = /^\{(.+?)(\+?)\}$/.exec(part)
      if (!name) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      names.push(name[1] ?? '')
      return name[2] === '+' ? '(.+)' : '([^/]+)'
    })
    .join('/')
  const match = new RegExp(`^${source}/?$`).exec(pathname)
  return match ? new Map(names.map((name, i) => [name, decodeURIComponent(match[i + 1] ?? '')])) : undefined
}
