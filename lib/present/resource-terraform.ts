import type { Recommendation } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import { classDefinitions } from '#lib/resources/index.ts'

export type DiffLine = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }

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

/** The attribute that the recommended size changes, as a diff; absent when the shape stays. */
export function terraformDiff(
  resource: Resource,
  given: Recommendation | undefined,
): readonly DiffLine[] | undefined {
  const { current, recommended } = given ?? {}
  if (!current || !recommended || current.shape === recommended.shape) return undefined
  const { resourceType, shapeAttribute } = classDefinitions[resource.resourceClass].terraform
  return [
    { kind: 'same', text: `resource "${resourceType}" "${blockName(resource.nativeId)}" {` },
    { kind: 'removed', text: `  ${shapeAttribute} = ${hclString(current.shape)}` },
    { kind: 'added', text: `  ${shapeAttribute} = ${hclString(recommended.shape)}` },
    { kind: 'same', text: '}' },
  ]
}
