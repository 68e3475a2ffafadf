import type { Option, Recommendation } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { TerraformChange, TerraformValue } from '#lib/model/terraform.ts'
import { terraformChanges } from './terraform-changes.ts'

type Line = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }

/** A line of the diff; `id` is its place in it. */
export type DiffLine = Line & { readonly id: string }

/** The change as a diff with the addresses of its blocks, or in a sentence why it cannot be written as one. */
export type TerraformView =
  | { readonly lines: readonly DiffLine[]; readonly addresses: readonly string[] }
  | { readonly missing: string }

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

/** A value as HCL writes it. */
export function hclValue(value: TerraformValue): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? hclString(value) : `[${value.map(hclString).join(', ')}]`
}

/** Attributes of one block, or the blocks in it, by the first step of their path. */
type Node = { readonly name: string; readonly change?: TerraformChange; readonly inside: readonly Node[] }

function nodesOf(changes: readonly { path: readonly string[]; change: TerraformChange }[]): Node[] {
  const names = [...new Set(changes.map(({ path }) => path[0] ?? ''))]
  return names.map((name) => {
    const own = changes.filter(({ path }) => path[0] === name)
    const leaf = own.find(({ path }) => path.length === 1)
    if (leaf) return { name, change: leaf.change, inside: [] }
    return { name, inside: nodesOf(own.map(({ path, change }) => ({ path: path.slice(1), change }))) }
  })
}

function nodeLines(nodes: readonly Node[], indent: string): Line[] {
  const width = Math.max(...nodes.map(({ name, change }) => (change ? name.length : 0)))
  return nodes.flatMap(({ name, change, inside }): Line[] => {
    if (!change) {
      const open: Line = { kind: 'same', text: `${indent}${name} {` }
      return [open, ...nodeLines(inside, `${indent}  `), { kind: 'same', text: `${indent}}` }]
    }
    const line = (value: TerraformValue) => `${indent}${name.padEnd(width)} = ${hclValue(value)}`
    const removed: Line[] = change.from === undefined ? [] : [{ kind: 'removed', text: line(change.from) }]
    return [...removed, { kind: 'added', text: line(change.to) }]
  })
}

type BlockLines = {
  readonly type: string
  readonly name: string
  readonly changes: readonly TerraformChange[]
}

function blockLines({ type, name, changes }: BlockLines, note: string | undefined): Line[] {
  const nodes = nodesOf(changes.map((change) => ({ path: change.attribute.split('.'), change })))
  return [
    { kind: 'same', text: `resource "${type}" "${name}" {` },
    ...nodeLines(nodes, '  '),
    ...(note ? [{ kind: 'same' as const, text: `  # ${note}` }] : []),
    { kind: 'same', text: '}' },
  ]
}

/**
 * Everything that a size changes (the recommended one, unless another option is given), as a diff of Terraform blocks: the
 * shape, and the settings with it. Absent where nothing is recommended; where a part cannot be expressed there is no diff
 * and a sentence why.
 */
export function presentTerraform(
  resource: Resource,
  given: Recommendation | undefined,
  option: Option | undefined = given?.recommended,
): TerraformView | undefined {
  const current = given?.current
  if (!current || !option) return undefined
  const found = terraformChanges(resource, current, option)
  if ('missing' in found) return found
  const { changes, note } = found
  const types = [...new Set(changes.map(({ block }) => block.resourceType))]
  const blocks = types.map((type) => {
    const own = changes.filter(({ block }) => block.resourceType === type)
    return { type, name: blockName(own[0]?.block.named.value ?? resource.nativeId), changes: own }
  })
  const lines = blocks.flatMap((block, i) => blockLines(block, i === blocks.length - 1 ? note : undefined))
  return {
    lines: lines.map((line, i) => ({ ...line, id: String(i) })),
    addresses: blocks.map(({ type, name }) => `${type}.${name}`),
  }
}
