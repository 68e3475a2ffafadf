import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { AppError, errorText } from './errors.ts'

/** One entity of a Backstage catalogue with an owner. */
export type CatalogEntity = {
  readonly name: string
  /** `group:default/payments` and `payments` are both `payments`. */
  readonly owner: string
  readonly annotations: ReadonlyMap<string, string>
}

const entitySchema = z.object({
  metadata: z.object({
    name: z.string().min(1),
    annotations: z.record(z.string(), z.coerce.string()).optional(),
  }),
  spec: z.object({ owner: z.string().min(1) }),
})

const fileName = /^catalog-info.*\.ya?ml$/
const maxFiles = 5_000
const maxBytes = 256 * 1024

/**
 * Entities of a `catalog-info.yaml`, or of every such file below a folder. Entities without an owner are left out.
 * Throws `AppError` where there is no such file or one is not YAML.
 */
export function readCatalogInfo(path: string): CatalogEntity[] {
  if (!existsSync(path)) {
    throw new AppError('invalid-input', `There is no catalogue at ${path}. Correct \`catalog\` in the file.`)
  }
  const paths = statSync(path).isDirectory() ? filesBelow(path) : [path]
  return paths.flatMap(entitiesOf)
}

function filesBelow(folder: string): string[] {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => fileName.test(name.split('/').at(-1) ?? ''))
    .sort()
  if (found.length > maxFiles) {
    const text = `${folder} holds ${found.length} catalogue files; at most ${maxFiles} are read.`
    throw new AppError('invalid-input', text)
  }
  return found.map((name) => join(folder, name))
}

function entitiesOf(path: string): CatalogEntity[] {
  if (statSync(path).size > maxBytes) {
    throw new AppError('invalid-input', `${path} is larger than ${maxBytes} bytes, the most that is read.`)
  }
  const documents = parseAllDocuments(readFileSync(path, 'utf8'), { prettyErrors: false })
  return [...documents].flatMap((document) => {
    try {
      const [fault] = document.errors
      if (fault) throw fault
      const { data } = entitySchema.safeParse(document.toJS({ maxAliasCount: 100 }))
      return data ? [entityOf(data)] : []
    } catch (error) {
      throw new AppError('invalid-input', `${path}: ${errorText(error)}. Correct it and start again.`)
    }
  })
}

function entityOf({ metadata, spec }: z.output<typeof entitySchema>): CatalogEntity {
  const owner = spec.owner.split('/').at(-1) ?? spec.owner
  return {
    name: metadata.name,
    owner: owner.split(':').at(-1) ?? owner,
    annotations: new Map(Object.entries(metadata.annotations ?? {})),
  }
}
