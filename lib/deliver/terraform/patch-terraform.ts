import { isDeepStrictEqual } from 'node:util'
import { format } from '@cdktf/hcl-tools'
import { parse } from '@cdktf/hcl2json'
import { errorText } from '#lib/errors.ts'
import type { TerraformBlock, TerraformChange } from '#lib/model/terraform.ts'
import { hclValue } from '#lib/present/resource-terraform.ts'
import { type FoundBlock, findBlocks, resourceAt } from './find-blocks.ts'
import { type Edit, findEdit, type Refusal } from './find-edit.ts'
import { type HclFile, type HclFiles, type HclTree, readTree, valueAt, withValue } from './hcl-tree.ts'

export type FilePatch = { readonly path: string; readonly before: string; readonly after: string }
export type TerraformPatch = { readonly files: readonly FilePatch[] } | Refusal

export type PatchOptions = {
  /** The `.tfvars` that is meant. */
  readonly varFile?: string
  /** Address of the named block, where the code does not tell it: `aws_db_instance.orders` by the name AWS knows. */
  readonly addresses?: Readonly<Record<string, string>>
}

/**
 * The edits that make these changes in the team's own code and change nothing else: of literals, of the variables, values
 * files, module arguments and locals that attributes take their value from. Stretches of text are replaced, so that
 * comments and layout stay; code that was formatted stays formatted. Each file is parsed before and after, and the
 * difference must be exactly those values. All or nothing: where one change cannot be made, it says why.
 */
export async function patchTerraform(
  files: HclFiles,
  changes: readonly TerraformChange[],
  options: PatchOptions = {},
): Promise<TerraformPatch> {
  let tree: HclTree
  try {
    tree = await readTree(files, options.varFile)
  } catch (error) {
    return { refused: `The code could not be read: ${errorText(error).slice(0, 300)}` }
  }
  const edits: Edit[] = []
  for (const change of changes) {
    const blocks = blocksOf(tree, change.block, options)
    if ('refused' in blocks) return blocks
    for (const block of blocks) {
      const edit = findEdit(tree, block, { ...change, path: pathIn(block, change.attribute) })
      if ('refused' in edit) return edit
      if (!edits.some((one) => one.file === edit.file && one.span.from === edit.span.from)) edits.push(edit)
    }
  }
  return applied(edits)
}

/** Modules from elsewhere take the attribute of a nested block as an argument of its own name. */
const pathIn = ({ kind }: FoundBlock, attribute: string) =>
  kind === 'module' ? attribute.split('.').slice(-1) : attribute.split('.')

function blocksOf(tree: HclTree, block: TerraformBlock, { addresses = {} }: PatchOptions) {
  const address = Object.hasOwn(addresses, block.named.value) ? addresses[block.named.value] : undefined
  return address === undefined ? findBlocks(tree, block) : resourceAt(tree, block, address)
}

async function applied(edits: readonly Edit[]): Promise<TerraformPatch> {
  const patches: FilePatch[] = []
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const own = edits.filter((edit) => edit.file === file)
    const patch = await edited(file, own)
    if ('refused' in patch) return patch
    patches.push(patch)
  }
  return { files: patches }
}

/** The text with the values replaced, proved by parsing both. */
async function edited(file: HclFile, edits: readonly Edit[]): Promise<FilePatch | Refusal> {
  const { path, text, json } = file
  const replaced = edits
    .toSorted((a, b) => b.span.from - a.span.from)
    .reduce((code, { span, to }) => code.slice(0, span.from) + hclValue(to) + code.slice(span.to), text)
  // A longer value moves the comments beside it; code that was not formatted stays as it was written.
  const after = (await format(text)) === text ? await format(replaced) : replaced
  const is = await parse(path, after)
  const expected = edits.reduce((tree, { at }) => withValue(tree, at, valueAt(is, at)), json)
  const holds = edits.every(({ at, to }) => String(valueAt(is, at)) === String(parsedText(to)))
  if (!holds || !isDeepStrictEqual(expected, is)) {
    const places = edits.map(({ at }) => at.join('.')).join(', ')
    return { refused: `${path} could not be edited so that only ${places} changes.` }
  }
  return { path, before: text, after }
}

/** The parser keeps the doubled mark of an escaped template. */
const parsedText = (value: Edit['to']) =>
  typeof value === 'string' ? value.replace(/[$%](?=\{)/g, '$&$&') : value
