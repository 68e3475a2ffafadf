import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { AppError } from '#lib/errors.ts'
import type { Assembly, ExportFile } from './assembly.ts'
import type { ExportSource } from './export-source.ts'

/** What is read of a manifest: of Data Exports, and of legacy reports. */
const manifestSchema = z.object({
  dataFiles: z.array(z.string()).optional(),
  reportKeys: z.array(z.string()).optional(),
})

/**
 * The files that the manifest of an assembly lists: what an earlier, larger delivery left behind is not among them. All
 * files where there is no manifest, or one that lists none. Throws `AppError` where a listed file is not there yet.
 */
export async function manifestFiles(
  source: ExportSource,
  { manifest, files }: Assembly,
): Promise<readonly ExportFile[]> {
  if (!manifest) return files
  const parsed = await source.withFile(manifest, async (path) => {
    try {
      return manifestSchema.safeParse(JSON.parse(await readFile(path, 'utf8'))).data
    } catch (error) {
      if (error instanceof SyntaxError) return undefined
      throw error
    }
  })
  const listed = new Set([...(parsed?.dataFiles ?? []), ...(parsed?.reportKeys ?? [])].map(nameOf))
  if (listed.size === 0) return files
  const found = files.filter(({ key }) => listed.has(nameOf(key)))
  const missing = [...listed].filter((name) => !found.some(({ key }) => nameOf(key) === name))
  if (missing.length > 0)
    throw new AppError(
      'not-found',
      `${manifest.key} lists ${missing.join(', ')}, which is not there. It is read once it has arrived.`,
    )
  return found
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
