import type { TerraformValue } from '#lib/model/terraform.ts'
import { tfvarsSetting } from './constant.ts'
import { type FoundBlock, placeOf } from './find-blocks.ts'
import { attributeSpan, blockSpan, headedSpan, type Span } from './hcl-scan.ts'
import { codeOf, type HclFile, type HclTree, record, type Scope, valueAt } from './hcl-tree.ts'

/** A literal to be replaced: a stretch of a file, and the place of its value in the parsed file. */
export type Edit = {
  readonly file: HclFile
  readonly span: Span
  readonly at: readonly (string | number)[]
  readonly to: TerraformValue
}

export type Refusal = { readonly refused: string }

type Wanted = {
  readonly path: readonly string[]
  readonly from?: TerraformValue
  readonly to: TerraformValue
}
type Holder = { readonly file: HclFile; readonly body: Span; readonly at: readonly (string | number)[] }

/** The literal that gives an attribute of a block its value: its own, or that of the variable or local it names. */
export function findEdit(tree: HclTree, block: FoundBlock, wanted: Wanted): Edit | Refusal {
  const { file, kind, type, name } = block
  const at = kind === 'module' ? ['module', name] : ['resource', type, name]
  const body = headedSpan(file.text, file.code, at)
  if (!body) return { refused: `${placeOf(block)} is not whole.` }
  if (isIgnored(block, wanted.path))
    return {
      refused: `${placeOf(block)} ignores changes of ${wanted.path.join('.')}: something else than Terraform owns it.`,
    }
  return editIn(tree, block.scope, { file, body, at }, wanted)
}

function isIgnored({ json }: FoundBlock, path: readonly string[]): boolean {
  const ignored = valueAt(json, ['lifecycle', 'ignore_changes'])
  const names = (Array.isArray(ignored) ? ignored : [ignored]).map((name) =>
    String(name).replace(/^\$\{|\}$/g, ''),
  )
  return names.some(
    (name) => name === 'all' || name === path[0] || name.startsWith(`${path[0]}[0].${path[1]}`),
  )
}

function editIn(tree: HclTree, scope: Scope, holder: Holder, wanted: Wanted): Edit | Refusal {
  const { file, at } = holder
  const attribute = wanted.path.at(-1) ?? ''
  let body = holder.body
  for (const name of wanted.path.slice(0, -1)) {
    const inside = blockSpan(file.code, body, name)
    if (!inside) return { refused: `${file.path} has no block ${name} in ${at.join('.')}.` }
    body = inside
  }
  const place = [...at, ...wanted.path]
  if (valueAt(file.json, place) === undefined)
    return { refused: `${file.path} does not set ${place.join('.')}.` }
  const span = attributeSpan(file.text, file.code, body, attribute)
  if (!span)
    return { refused: `${file.path} sets ${place.join('.')} by no literal, variable or local on one line.` }
  const value = file.text.slice(span.from, span.to)
  const reference = /^(var|local)\.(\w+)$/.exec(value)
  if (!reference) return literalEdit({ file, span, at: place }, wanted)
  return reference[1] === 'var'
    ? variableEdit(tree, scope, reference[2] ?? '', wanted)
    : localEdit(tree, scope, reference[2] ?? '', wanted)
}

/** Refused where the code says another size than AWS has: then it is not this change that is to be made. */
function literalEdit(place: Omit<Edit, 'to'>, { from, to }: Wanted): Edit | Refusal {
  const written = valueAt(place.file.json, place.at)
  if (from !== undefined && String(written) !== String(from)) {
    const said = `${place.file.path} sets ${place.at.join('.')} to ${written}, and AWS has ${from}`
    return { refused: `${said}: apply or import first.` }
  }
  return { ...place, to }
}

/** How often a module's code names `var.x` or `local.x`. */
function usesOf(tree: HclTree, { directory }: Scope, reference: string): number {
  const text = JSON.stringify(codeOf(tree, directory).map(({ json }) => json))
  return [...text.matchAll(new RegExp(`\\b${reference.replace('.', '\\.')}\\b`, 'g'))].length
}

function variableEdit(tree: HclTree, scope: Scope, name: string, wanted: Wanted): Edit | Refusal {
  const uses = usesOf(tree, scope, `var.${name}`)
  if (uses > 1)
    return { refused: `var.${name} of ${scope.directory} is used in ${uses} places: all would change.` }
  const { call } = scope
  const inside = { ...wanted, path: [name] }
  if (call && valueAt(call.file.json, ['module', call.name, name]) !== undefined) {
    const at = ['module', call.name]
    const body = headedSpan(call.file.text, call.file.code, at)
    return body
      ? editIn(tree, call.scope, { file: call.file, body, at }, inside)
      : { refused: `${call.file.path} is not whole.` }
  }
  const callers = tree.scopes.filter(({ directory }) => directory === scope.directory).length
  if (call && callers > 1)
    return {
      refused: `The default of var.${name} in ${scope.directory} serves ${callers} calls: all would change.`,
    }
  const set = call ? [] : tfvarsSetting(tree, scope.directory, name)
  if (set.length > 1) {
    const paths = set.map(({ path }) => path).join(' and ')
    return { refused: `${paths} set ${name}: say which is meant by \`varFile\`.` }
  }
  const [only] = set
  if (only)
    return editIn(tree, scope, { file: only, body: { from: 0, to: only.text.length }, at: [] }, inside)
  return declaredEdit(tree, scope, ['variable', name], { ...wanted, path: ['default'] })
}

function declaredEdit(tree: HclTree, scope: Scope, at: readonly string[], wanted: Wanted): Edit | Refusal {
  const file = codeOf(tree, scope.directory).find(({ json }) => valueAt(json, at) !== undefined)
  const body = file && headedSpan(file.text, file.code, at)
  return file && body
    ? editIn(tree, scope, { file, body, at }, wanted)
    : { refused: `No file sets the variable ${at.at(-1)}.` }
}

function localEdit(tree: HclTree, scope: Scope, name: string, wanted: Wanted): Edit | Refusal {
  const uses = usesOf(tree, scope, `local.${name}`)
  if (uses > 1)
    return { refused: `local.${name} of ${scope.directory} is used in ${uses} places: all would change.` }
  const file = codeOf(tree, scope.directory).find(({ json }) => {
    const blocks = record(json).locals
    return Array.isArray(blocks) && blocks.length === 1 && valueAt(blocks[0], [name]) !== undefined
  })
  const body = file && headedSpan(file.text, file.code, ['locals'])
  if (!file || !body) return { refused: `No single locals block of ${scope.directory} sets ${name}.` }
  return editIn(tree, scope, { file, body, at: ['locals'] }, { ...wanted, path: [name] })
}
