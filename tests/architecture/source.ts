import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

export type Import = { readonly target: string; readonly typeOnly: boolean }

/** A file of ours: its path from the root and what it imports; targets of ours are paths from the root. */
export type SourceFile = { readonly path: string; readonly text: string; readonly imports: readonly Import[] }

const codeFolders = ['app', 'lib', 'jobs', 'tests']

/** Every TypeScript file of the product and of its tests. */
export function readSources(): SourceFile[] {
  const paths = codeFolders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  const code = paths.filter((path) => /\.tsx?$/.test(path)).sort()
  return [...code, 'proxy.ts'].flatMap((path) => {
    try {
      return [sourceFile(path, readFileSync(path, 'utf8'))]
    } catch {
      return []
    }
  })
}

/** A file as the rules see it; also made by hand, to break a rule on purpose. */
export function sourceFile(path: string, text: string): SourceFile {
  const pattern = /^(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm
  const imports = [...text.matchAll(pattern)].map((match) => ({
    target: resolveTarget(path, match[2] ?? ''),
    typeOnly: match[1] !== undefined,
  }))
  const dynamic = [...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)].map((match) => ({
    target: resolveTarget(path, match[1] ?? ''),
    typeOnly: false,
  }))
  return { path, text, imports: [...imports, ...dynamic] }
}

function resolveTarget(from: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (specifier.startsWith('.')) return normalize(join(dirname(from), specifier))
  return specifier
}

/** `lib/forecast` of `lib/forecast/models/index.ts`; `lib` of `lib/env.ts`; `app` of any page. */
export function folderOf(path: string): string {
  const parts = path.split('/')
  if (parts[0] !== 'lib') return parts[0] ?? ''
  return parts.length > 2 ? `lib/${parts[1]}` : 'lib'
}

export function isOurs(target: string): boolean {
  return /^(app|lib|jobs|prisma|tests)\//.test(target)
}
