import type { Option } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { TerraformBlock, TerraformChange, TerraformValue } from '#lib/model/terraform.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import type { TerraformDefinition, TerraformSetting } from '#lib/resources/terraform-definition.ts'

/** Every attribute that a size changes, or in a sentence why they cannot be written. */
export type TerraformChanges =
  | { readonly changes: readonly TerraformChange[]; readonly note?: string }
  | { readonly missing: string }

function definitionOf(resource: Resource): TerraformDefinition {
  const { terraform } = classDefinitions[resource.resourceClass] as {
    readonly terraform: TerraformDefinition
  }
  return { ...terraform, ...terraform.variant?.(resource) }
}

/** The block of a type: named itself, or told by a reference from or to the named one. */
function blockOf(resource: Resource, definition: TerraformDefinition, resourceType: string): TerraformBlock {
  const { attribute, resourceType: namedType = definition.resourceType, nameOf } = definition.named
  const named = { resourceType: namedType, attribute, value: nameOf?.(resource) ?? resource.nativeId }
  const apart = resourceType !== namedType && definition.reference !== undefined
  return { resourceType, named, ...(apart ? { reference: definition.reference } : {}) }
}

function shapeChanges(
  resource: Resource,
  definition: TerraformDefinition,
  [current, after]: readonly [Option, Option],
) {
  if (current.shape === after.shape) return []
  const block = blockOf(resource, definition, definition.resourceType)
  const valuesOf = definition.shapeValues ?? ((shape: string) => ({ [definition.shapeAttribute]: shape }))
  const before: Readonly<Record<string, TerraformValue>> = valuesOf(current.shape)
  return Object.entries(valuesOf(after.shape)).flatMap(([attribute, to]): TerraformChange[] => {
    const from = before[attribute]
    return from === to ? [] : [{ block, attribute, ...(from === undefined ? {} : { from }), to }]
  })
}

/** What the resource has now of a setting of its recommended size. */
function presentValue(resource: Resource, current: Option, key: string, fact: string) {
  const value = resource.facts[fact] ?? current.settings[key]
  return typeof value === 'boolean' ? undefined : value
}

type Settings = { readonly changes: readonly TerraformChange[]; readonly unknown: readonly string[] }

function settingChanges(
  resource: Resource,
  definition: TerraformDefinition,
  [current, after]: readonly [Option, Option],
): Settings {
  const { settings, autoscalerOwned } = definition
  const entries = Object.entries(after.settings)
  const isKnown = (key: string) => settings?.attributes[key] !== undefined
  const unknown = entries.flatMap(([key, to]) =>
    isKnown(key) ||
    autoscalerOwned?.settings.includes(key) ||
    presentValue(resource, current, key, key) === to
      ? []
      : [key],
  )
  if (!settings) return { changes: [], unknown }
  const block = blockOf(resource, definition, settings.resourceType)
  const changes = entries.flatMap(([key, to]) => {
    const attributes: readonly TerraformSetting[] = [settings.attributes[key] ?? []].flat()
    return attributes.flatMap(({ attribute, fact }): TerraformChange[] => {
      const from = presentValue(resource, current, key, fact)
      return from === to ? [] : [{ block, attribute, ...(from === undefined ? {} : { from }), to }]
    })
  })
  return { changes, unknown }
}

/**
 * What a size changes in Terraform, attribute by attribute: the shape, and the settings with it. Of what an autoscaler
 * moves by itself its bounds are written and never its present number.
 */
export function terraformChanges(resource: Resource, current: Option, after: Option): TerraformChanges {
  const definition = definitionOf(resource)
  const reason = definition.notExpressible?.(resource)
  if (reason !== undefined) return { missing: reason }
  const settings = settingChanges(resource, definition, [current, after])
  if (settings.unknown.length > 0)
    return { missing: `No patch: ${settings.unknown.join(', ')} cannot be written as one attribute.` }
  const changes = [...shapeChanges(resource, definition, [current, after]), ...settings.changes]
  if (changes.length > 0) {
    const note = settings.changes.length > 0 ? definition.settings?.note : undefined
    return { changes, ...(note === undefined ? {} : { note }) }
  }
  const missing =
    definition.autoscalerOwned?.text ?? 'No patch: no attribute is known that makes this change.'
  return { missing }
}
