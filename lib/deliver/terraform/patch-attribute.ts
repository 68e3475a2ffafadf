import { isDeepStrictEqual } from 'node:util'
import { format } from '@cdktf/hcl-tools'
import { parse } from '@cdktf/hcl2json'
import { attributeSpan, blanked, bodyOf } from './hcl-scan.ts'

/** Files of one Terraform module by path: `.tf` and `.tfvars`. */
export type HclFiles = ReadonlyMap<string, string>

export type AttributeChange = {
  /** `aws_db_instance`. */
  readonly resourceType: string
  readonly resourceName: string
  readonly attribute: string
  readonly to: string | number
}

export type AttributePatch =
  | { readonly path: string; readonly before: string; readonly after: string }
  /** Why the code is not edited, in a sentence. */
  | { readonly refused: string }

/**
 * The edit that sets one attribute of one resource and changes nothing else: of its literal, or of the variable it
 * takes its value from (in the only `.tfvars` that sets it, else its default). The edit is a stretch of text, so that
 * comments and layout stay; both texts are parsed, and their difference must be exactly that value.
 */
export async function patchAttribute(files: HclFiles, change: AttributeChange): Promise<AttributePatch> {
  const { resourceType, resourceName, attribute } = change
  const header = new RegExp(`resource\\s+"${resourceType}"\\s+"${resourceName}"\\s*\\{`)
  const home = [...files].find(([path, text]) => path.endsWith('.tf') && header.test(text))
  const found = home && header.exec(home[1])
  if (!home || !found) return { refused: `No file declares ${resourceType}.${resourceName}.` }
  const [path, text] = home
  const body = bodyOf(blanked(text), found.index + found[0].length - 1)
  if (!body) return { refused: `${path} is not whole.` }
  if (await isIgnored(path, text, change)) {
    return { refused: `${path} ignores changes of ${attribute}: something else than Terraform owns it.` }
  }
  const span = attributeSpan(text, body, attribute)
  if (!span) return { refused: `${path} sets ${attribute} by no literal and no variable.` }
  const value = text.slice(span.from, span.to)
  if (value.startsWith('var.')) return patchVariable(files, value.slice(4), change.to)
  return edited({
    path,
    text,
    span,
    to: change.to,
    at: ['resource', resourceType, resourceName, 0, attribute],
  })
}

async function isIgnored(path: string, text: string, change: AttributeChange): Promise<boolean> {
  const parsed = await parse(path, text)
  const block = valueAt(parsed, ['resource', change.resourceType, change.resourceName, 0, 'lifecycle', 0])
  const ignored: unknown = valueAt(block, ['ignore_changes'])
  const names = (Array.isArray(ignored) ? ignored : [ignored]).map((name) =>
    String(name).replace(/^\$\{|\}$/g, ''),
  )
  return names.includes('all') || names.includes(change.attribute)
}

async function patchVariable(files: HclFiles, name: string, to: string | number): Promise<AttributePatch> {
  const setting = [...files].filter(
    ([path, text]) => path.endsWith('.tfvars') && attributeSpan(text, { from: 0, to: text.length }, name),
  )
  if (setting.length > 1) {
    return {
      refused: `${setting.map(([path]) => path).join(' and ')} set ${name}: which is meant is not told.`,
    }
  }
  const [only] = setting
  if (only) {
    const [path, text] = only
    const span = attributeSpan(text, { from: 0, to: text.length }, name)
    return span
      ? edited({ path, text, span, to, at: [name] })
      : { refused: `${path} sets ${name} by no literal.` }
  }
  const header = new RegExp(`variable\\s+"${name}"\\s*\\{`)
  const home = [...files].find(([path, text]) => path.endsWith('.tf') && header.test(text))
  const found = home && header.exec(home[1])
  const body = home && found && bodyOf(blanked(home[1]), found.index + found[0].length - 1)
  const span = home && body && attributeSpan(home[1], body, 'default')
  return home && span
    ? edited({ path: home[0], text: home[1], span, to, at: ['variable', name, 0, 'default'] })
    : { refused: `No file sets the variable ${name}.` }
}

type Edit = {
  readonly path: string
  readonly text: string
  readonly span: { readonly from: number; readonly to: number }
  readonly to: string | number
  readonly at: readonly (string | number)[]
}

/** The text with the value replaced, proved by parsing both; a string is escaped so that it stays a string. */
async function edited({ path, text, span, to, at }: Edit): Promise<AttributePatch> {
  const literal = typeof to === 'number' ? String(to) : JSON.stringify(to).replace(/[$%](?=\{)/g, '$&$&')
  const replaced = text.slice(0, span.from) + literal + text.slice(span.to)
  // A longer value moves the comments beside it; code that was not formatted stays as it was written.
  const after = (await format(text)) === text ? await format(replaced) : replaced
  const [was, is] = [await parse(path, text), await parse(path, after)]
  if (!isDeepStrictEqual(withValue(was, at, valueAt(is, at)), is) || isDeepStrictEqual(was, is)) {
    return { refused: `${path} could not be edited so that only ${at.join('.')} changes.` }
  }
  return { path, before: text, after }
}

function valueAt(value: unknown, at: readonly (string | number)[]): unknown {
  return at.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Readonly<Record<string, unknown>>)[key]
        : undefined,
    value,
  )
}

function withValue(value: unknown, at: readonly (string | number)[], to: unknown): unknown {
  const [key, ...rest] = at
  if (key === undefined) return to
  if (Array.isArray(value)) return value.map((one, i) => (i === key ? withValue(one, rest, to) : one))
  const inner = (value ?? {}) as Readonly<Record<string, unknown>>
  return { ...inner, [key]: withValue(inner[key], rest, to) }
}
