import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, errorText } from '#lib/errors.ts'
import type { ExportSource } from './export-source.ts'

/** Files below a folder. Size and time of change stand for the content. */
export function folderSource(folder: string): ExportSource {
  return {
    async list() {
      try {
        const entries = await readdir(folder, { recursive: true, withFileTypes: true })
        const files = entries.filter((entry) => entry.isFile())
        return await Promise.all(
          files.map(async ({ parentPath, name }) => {
            const path = join(parentPath, name)
            const { size, mtimeMs } = await stat(path)
            const key = path.slice(join(folder, '/').length).replaceAll('\\', '/')
            return { key, etag: String(mtimeMs), bytes: size, modifiedMs: mtimeMs }
          }),
        )
      } catch (error) {
        const text = `Reading the cost export in ${folder}: ${errorText(error)}. Name the folder that holds it.`
        throw new AppError('invalid-input', text, error)
      }
    },
    withFile: ({ key }, use) => use(join(folder, key)),
  }
}
