import { posix } from 'node:path'
import { parse } from '@cdktf/hcl2json'
import { blanked } from './hcl-scan.ts'

/** Files of Terraform code by path: `.tf` and `.tfvars`, of one module or of a whole repository. */
export type HclFiles = ReadonlyMap<string, string>

export type HclFile = {
  readonly path: string
  readonly directory: string
  readonly text: string
  /** The same without comments and strings, of the same length. */
  readonly code: string
  readonly json: unknown
}

/** A module as it is used: a folder, and the call that hands its variables over; a root module has none. */
export type Scope = {
  readonly directory: string
  readonly call?: { readonly scope: Scope; readonly file: HclFile; readonly name: string }
}

export type HclTree = {
  readonly files: readonly HclFile[]
  readonly scopes: readonly Scope[]
  /** The `.tfvars` that is meant where several set a variable. */
  readonly varFile?: string
}

const depthMax = 5

/** Parses the files and follows calls of modules in folders of the same tree. Throws where a file is not HCL. */
export async function readTree(files: HclFiles, varFile?: string): Promise<HclTree> {
  const wanted = [...files].filter(([path]) => /\.(tf|tfvars)$/.test(path))
  const parsed = await Promise.all(
    wanted.map(async ([path, text]): Promise<HclFile> => {
      const directory = posix.dirname(posix.normalize(path))
      return { path, directory, text, code: blanked(text), json: await parse(path, text) }
    }),
  )
  const calls = parsed.flatMap((file) => callsOf(file).map((name) => ({ file, name })))
  const called = new Set(calls.map(({ file, name }) => sourceOf(file, name)))
  const roots = [...new Set(parsed.filter(isCode).map(({ directory }) => directory))].filter(
    (directory) => !called.has(directory),
  )
  const scopes: Scope[] = []
  const visit = (scope: Scope, depth: number) => {
    scopes.push(scope)
    if (depth >= depthMax) return
    for (const { file, name } of calls) {
      const directory = file.directory === scope.directory ? sourceOf(file, name) : undefined
      if (directory !== undefined) visit({ directory, call: { scope, file, name } }, depth + 1)
    }
  }
  for (const directory of roots) visit({ directory }, 0)
  return { files: parsed, scopes, ...(varFile === undefined ? {} : { varFile }) }
}

const isCode = ({ path }: HclFile) => path.endsWith('.tf')

/** The code of one module. */
export function codeOf(tree: HclTree, directory: string): readonly HclFile[] {
  return tree.files.filter((file) => isCode(file) && file.directory === directory)
}

export function callsOf({ json }: HclFile): string[] {
  return Object.keys(record(valueAt(json, ['module'])))
}

/** The folder of a called module; undefined where it comes from a registry or another repository. */
export function sourceOf(file: HclFile, name: string): string | undefined {
  const source = valueAt(file.json, ['module', name, 'source'])
  if (typeof source !== 'string' || !/^\.{1,2}\//.test(source)) return undefined
  return posix.normalize(posix.join(file.directory, source)).replace(/\/$/, '')
}

export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

/** The value at a path of parsed HCL; a block that stands once is entered by itself. */
export function valueAt(value: unknown, at: readonly (string | number)[]): unknown {
  return at.reduce<unknown>((inner, key) => {
    const one = Array.isArray(inner) && typeof key === 'string' && inner.length === 1 ? inner[0] : inner
    return Object.hasOwn(record(one), key) ? record(one)[key] : undefined
  }, value)
}

/** The same tree with another value there. */
export function withValue(value: unknown, at: readonly (string | number)[], to: unknown): unknown {
  const [key, ...rest] = at
  if (key === undefined) return to
  if (Array.isArray(value)) {
    return typeof key === 'string' && value.length === 1
      ? [withValue(value[0], at, to)]
      : value.map((one, i) => (i === key ? withValue(one, rest, to) : one))
  }
  const inner = record(value)
  return { ...inner, [key]: withValue(inner[key], rest, to) }
}
