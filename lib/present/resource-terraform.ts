import type { Option, Recommendation } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { ClassDefinition } from '#lib/resources/definition.ts'
import { classDefinitions } from '#lib/resources/index.ts'

type Line = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }

/** A line of the diff; `id` is its place in it. */
export type DiffLine = Line & { readonly id: string }

/** The change as a diff, or in a sentence why it cannot be written as one. */
export type TerraformView = { readonly lines: readonly DiffLine[] } | { readonly missing: string }

/** A name that Terraform accepts for a block: letters, digits, `_`, not beginning with a digit. */
export function blockName(name: string): string {
  const safe = name.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+|_+$/g, '')
  return /^[A-Za-z]/.test(safe) ? safe : `r_${safe}`
}

/** A quoted HCL string: quotes, backslashes and template markers are escaped (HCL native syntax, quoted templates). */
export function hclString(text: string): string {
  const escaped = text.replace(/["\\]/g, (c) => `\\${c}`).replace(/([$%])\{/g, '$1$1{')
  return `"${escaped.replace(/\p{Cc}/gu, ' ')}"`
}

type Attribute = { readonly name: string; readonly from?: string; readonly to: string }
type Block = { readonly type: string; readonly attributes: readonly Attribute[]; readonly note?: string }

const hcl = (value: string | number) => (typeof value === 'number' ? String(value) : hclString(value))

function shapeBlock({ terraform }: ClassDefinition, current: Option, recommended: Option): Block | undefined {
  if (current.shape === recommended.shape) return undefined
  const attribute = { name: terraform.shapeAttribute, from: hcl(current.shape), to: hcl(recommended.shape) }
  return { type: terraform.resourceType, attributes: [attribute] }
}

/** What the resource has now of a setting of its recommended size. */
function presentValue(resource: Resource, current: Option, key: string, fact: string) {
  const value = key === 'count' ? resource.count : (resource.facts[fact] ?? current.settings[key])
  return typeof value === 'boolean' ? undefined : value
}

type Settings = { readonly block?: Block; readonly unknown: readonly string[] }

function settingsBlock(
  resource: Resource,
  { terraform }: ClassDefinition,
  current: Option,
  after: Option,
): Settings {
  const attributes: Attribute[] = []
  const unknown: string[] = []
  for (const [key, to] of Object.entries(after.settings)) {
    const known = terraform.settings?.attributes[key]
    const from = presentValue(resource, current, key, known?.fact ?? key)
    if (from === to) continue
    if (known)
      attributes.push({
        name: known.attribute,
        from: from === undefined ? undefined : hcl(from),
        to: hcl(to),
      })
    else if (!terraform.autoscalerOwned?.settings.includes(key)) unknown.push(key)
  }
  if (attributes.length === 0 || !terraform.settings) return { unknown }
  const { resourceType, note } = terraform.settings
  return { block: { type: resourceType, attributes, note }, unknown }
}

function blockLines(resource: Resource, { type, attributes, note }: Block): readonly Line[] {
  const width = Math.max(...attributes.map(({ name }) => name.length))
  return [
    { kind: 'same', text: `resource "${type}" "${blockName(resource.nativeId)}" {` },
    ...attributes.flatMap(({ name, from, to }): Line[] => {
      const line = (value: string) => `  ${name.padEnd(width)} = ${value}`
      const removed: Line[] = from === undefined ? [] : [{ kind: 'removed', text: line(from) }]
      return [...removed, { kind: 'added', text: line(to) }]
    }),
    ...(note ? [{ kind: 'same' as const, text: `  # ${note}` }] : []),
    { kind: 'same', text: '}' },
  ]
}

/** Attributes of one resource type stand in one block. */
function merged(blocks: readonly Block[]): readonly Block[] {
  const [first, second] = blocks
  if (!first || !second || first.type !== second.type) return blocks
  return [{ ...second, attributes: [...first.attributes, ...second.attributes] }]
}

/**
 * Everything that the recommended size changes, as a diff of Terraform blocks: the shape, and the settings with it.
 * Absent where nothing is recommended; where a part cannot be expressed there is no diff and a sentence why.
 */
export function presentTerraform(
  resource: Resource,
  given: Recommendation | undefined,
): TerraformView | undefined {
  const { current, recommended } = given ?? {}
  if (!current || !recommended) return undefined
  const definition = classDefinitions[resource.resourceClass]
  const reason = definition.terraform.notExpressible?.(resource)
  if (reason !== undefined) return { missing: reason }
  const settings = settingsBlock(resource, definition, current, recommended)
  if (settings.unknown.length > 0)
    return { missing: `No patch: ${settings.unknown.join(', ')} cannot be written as one attribute.` }
  const blocks = [shapeBlock(definition, current, recommended), settings.block].filter(
    (one) => one !== undefined,
  )
  if (blocks.length === 0)
    return {
      missing:
        definition.terraform.autoscalerOwned?.text ??
        'No patch: no attribute is known that makes this change.',
    }
  const lines = merged(blocks).flatMap((block) => blockLines(resource, block))
  return { lines: lines.map((line, i) => ({ ...line, id: String(i) })) }
}
