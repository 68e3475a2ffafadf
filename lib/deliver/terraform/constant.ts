import { codeOf, type HclTree, record, type Scope, valueAt } from './hcl-tree.ts'

const depthMax = 8

/** What an expression of parsed HCL is in a scope, where variables, locals and literals tell; else undefined. */
export function constantOf(tree: HclTree, scope: Scope, value: unknown, depth = 0): unknown {
  if (typeof value !== 'string' || depth > depthMax) return value
  const whole = /^\$\{(var|local)\.(\w+)\}$/.exec(value)
  if (whole) return referred(tree, scope, whole, depth)
  const filled = value.replace(/\$\{(var|local)\.(\w+)\}/g, (text, kind, name) => {
    const known = referred(tree, scope, [text, kind, name], depth)
    return typeof known === 'string' || typeof known === 'number' ? String(known) : text
  })
  return /(?<!\$)\$\{/.test(filled) ? undefined : filled
}

function referred(tree: HclTree, scope: Scope, [, kind, name]: readonly string[], depth: number): unknown {
  const key = name ?? ''
  if (kind === 'local') return localOf(tree, scope, key, depth)
  if (scope.call) {
    const { scope: above, file, name: call } = scope.call
    const given = valueAt(file.json, ['module', call, key])
    if (given !== undefined) return constantOf(tree, above, given, depth + 1)
  } else {
    const set = tfvarsSetting(tree, scope.directory, key)
    if (set.length > 0) return set.length === 1 ? valueAt(set[0]?.json, [key]) : undefined
  }
  const declared = codeOf(tree, scope.directory).map(({ json }) =>
    valueAt(json, ['variable', key, 'default']),
  )
  return constantOf(
    tree,
    scope,
    declared.find((one) => one !== undefined),
    depth + 1,
  )
}

function localOf(tree: HclTree, scope: Scope, name: string, depth: number): unknown {
  const all = codeOf(tree, scope.directory).flatMap(({ json }) => {
    const blocks = record(json).locals
    return Array.isArray(blocks) ? blocks.map((block) => valueAt(block, [name])) : []
  })
  return constantOf(
    tree,
    scope,
    all.find((one) => one !== undefined),
    depth + 1,
  )
}

/** The files of values that set a variable of a root module: the one that is meant, else all. */
export function tfvarsSetting(tree: HclTree, directory: string, name: string) {
  return tree.files.filter(
    (file) =>
      file.path.endsWith('.tfvars') &&
      (tree.varFile === undefined ? file.directory === directory : file.path === tree.varFile) &&
      valueAt(file.json, [name]) !== undefined,
  )
}
