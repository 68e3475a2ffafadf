/** Markup that these functions made: the only way to it is through an escape. */
export type Html = { readonly html: string }
type Child = Html | string | undefined

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text that is safe between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

const empty = new Set(['br', 'img', 'meta'])

/** One element; strings among the children are text and are escaped. */
export function el(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  ...children: readonly Child[]
): Html {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeHtml(String(value))}"`)
    .join('')
  if (empty.has(name)) return { html: `<${name}${written}>` }
  return { html: `<${name}${written}>${join(...children).html}</${name}>` }
}

/** Children one after the other. */
export function join(...children: readonly Child[]): Html {
  return {
    html: children
      .map((child) => (typeof child === 'string' ? escapeHtml(child) : (child?.html ?? '')))
      .join(''),
  }
}
