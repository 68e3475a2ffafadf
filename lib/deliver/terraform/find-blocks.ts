import type { TerraformBlock } from '#lib/model/terraform.ts'
import { constantOf } from './constant.ts'
import {
  callsOf,
  codeOf,
  type HclFile,
  type HclTree,
  record,
  type Scope,
  sourceOf,
  valueAt,
} from './hcl-tree.ts'

/** A block of the code in the scope it is used in. */
export type FoundBlock = {
  readonly kind: 'resource' | 'module'
  readonly scope: Scope
  readonly file: HclFile
  readonly type: string
  readonly name: string
  readonly json: unknown
}

/** Blocks that make the resource, or why they cannot be told. */
export function findBlocks(
  tree: HclTree,
  block: TerraformBlock,
): readonly FoundBlock[] | { refused: string } {
  const { named, reference } = block
  const { resourceType, attribute, value } = named
  const path = attribute.split('.')
  const homes = resourcesOf(tree, resourceType).filter(
    ({ scope, json }) => constantOf(tree, scope, valueAt(json, path)) === value,
  )
  const places = [...new Set(homes.map(({ file, name }) => `${file.path}: ${resourceType}.${name}`))]
  if (places.length > 1 || homes.length > 1)
    return { refused: `${value} is made in more than one place: ${places.join(', ')}.` }
  const [home] = homes
  if (!home) return calledModules(tree, block)
  if (isRepeated(home))
    return { refused: `${placeOf(home)} makes several by count or for_each: one cannot be changed alone.` }
  if (!reference) return [home]
  return reference.in === 'named' ? referredBlock(tree, block, home) : referringBlocks(tree, block, home)
}

function resourcesOf(tree: HclTree, type: string): FoundBlock[] {
  return tree.scopes.flatMap((scope) =>
    codeOf(tree, scope.directory).flatMap((file) =>
      Object.entries(record(valueAt(file.json, ['resource', type]))).map(
        ([name, json]): FoundBlock => ({ kind: 'resource', scope, file, type, name, json }),
      ),
    ),
  )
}

/** Made several times; a condition of one or none is once. */
function isRepeated({ json }: FoundBlock): boolean {
  const count = valueAt(json, ['count'])
  const once = count === undefined || count === 1 || /\?\s*1\s*:\s*0\s*\}$/.test(String(count))
  return !once || valueAt(json, ['for_each']) !== undefined
}

export function placeOf({ kind, file, type, name }: FoundBlock): string {
  return `${kind === 'module' ? `module.${name}` : `${type}.${name}`} in ${file.path}`
}

/** `${aws_launch_template.web.id}`: the name in it. */
function referenceTo(value: unknown, type: string): string | undefined {
  return typeof value === 'string'
    ? new RegExp(`^\\$\\{${type}\\.(\\w+)(?:\\[\\w+\\])?\\.\\w+\\}$`).exec(value)?.[1]
    : undefined
}

function referredBlock(tree: HclTree, { resourceType, reference }: TerraformBlock, home: FoundBlock) {
  for (const attribute of reference?.attributes ?? []) {
    const name = referenceTo(valueAt(home.json, attribute.split('.')), resourceType)
    const found = resourcesOf(tree, resourceType).find(
      (block) => block.name === name && block.scope === home.scope,
    )
    if (found)
      return isRepeated(found)
        ? { refused: `${placeOf(found)} makes several by count or for_each.` }
        : [found]
  }
  return { refused: `${placeOf(home)} names no ${resourceType} of this code.` }
}

/** Every block that belongs to the named one, such as the members of a cluster; they may be made by count. */
function referringBlocks(
  tree: HclTree,
  { resourceType, reference, named }: TerraformBlock,
  home: FoundBlock,
) {
  const found = resourcesOf(tree, resourceType).filter(
    ({ scope, json }) =>
      scope === home.scope &&
      (reference?.attributes ?? []).some((attribute) => {
        const value = valueAt(json, attribute.split('.'))
        return (
          referenceTo(value, named.resourceType) === home.name ||
          constantOf(tree, scope, value) === named.value
        )
      }),
  )
  return found.length > 0 ? found : { refused: `No ${resourceType} refers to ${placeOf(home)}.` }
}

function modulesOf(tree: HclTree): FoundBlock[] {
  return tree.scopes.flatMap((scope) =>
    codeOf(tree, scope.directory).flatMap((file) =>
      callsOf(file).map((name): FoundBlock => {
        const json = valueAt(file.json, ['module', name])
        return { kind: 'module', scope, file, type: 'module', name, json }
      }),
    ),
  )
}

/** Calls of modules whose code is elsewhere, told by an argument that holds the name. */
function calledModules(
  tree: HclTree,
  { named }: TerraformBlock,
): readonly FoundBlock[] | { refused: string } {
  const { attribute, value, resourceType } = named
  const argument = attribute.split('.').at(-1) ?? attribute
  const found = modulesOf(tree).filter(
    ({ scope, file, name, json }) =>
      sourceOf(file, name) === undefined &&
      [argument, 'name', 'identifier'].some((key) => constantOf(tree, scope, valueAt(json, [key])) === value),
  )
  const [only] = found
  if (!only) return { refused: `No block declares ${resourceType} with ${attribute} "${value}".` }
  if (found.length > 1)
    return { refused: `${value} is made in more than one place: ${found.map(placeOf).join(', ')}.` }
  return isRepeated(only) ? { refused: `${placeOf(only)} makes several by count or for_each.` } : [only]
}

/** The block at a given address of a root module or of one it calls: `aws_db_instance.orders`, `module.db`. */
export function resourceAt(
  tree: HclTree,
  block: TerraformBlock,
  address: string,
): readonly FoundBlock[] | { refused: string } {
  const [type = '', name = ''] = address.split('.').slice(-2)
  const found =
    type === 'module'
      ? modulesOf(tree).filter((call) => call.name === name)
      : resourcesOf(tree, type).filter((one) => one.name === name)
  const [home] = found
  if (!home || found.length > 1) return { refused: `${address} is there ${found.length} times.` }
  if (isRepeated(home)) return { refused: `${placeOf(home)} makes several by count or for_each.` }
  if (!block.reference || type === block.resourceType || type === 'module') return [home]
  return block.reference.in === 'named'
    ? referredBlock(tree, block, home)
    : referringBlocks(tree, block, home)
}
