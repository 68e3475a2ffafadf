import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'
import { AppError, errorText } from '../errors.ts'

type SchemaEngine = Awaited<ReturnType<typeof bindings.SchemaEngine.new>>

const prismaDir = fileURLToPath(new URL('../../prisma', import.meta.url))
const noFilter = { externalTables: [], externalEnums: [] }

/** Tables that are not in schema.prisma: partitioned, written by packed SQL only. */
export const packedTables = ['sample_1m', 'sample_5m', 'sample_1h']

/**
 * Applies what is missing of prisma/migrations, with Prisma's own schema engine (WASM build), which keeps the
 * ordinary `_prisma_migrations` table. Returns the names applied. Throws `AppError` `database`.
 */
export async function migrate(databaseUrl: string): Promise<readonly string[]> {
  return withEngine(databaseUrl, async (engine) => {
    const migrationsList = readMigrations()
    const result = await engine.applyMigrations({ migrationsList, filters: noFilter })
    return result.appliedMigrationNames
  })
}

/** SQL that makes schema.prisma from nothing: to write a migration, and to prove that the migrations say the same. */
export async function schemaScript(databaseUrl: string): Promise<string> {
  return withEngine(databaseUrl, async (engine) => {
    const to = { tag: 'schemaDatamodel' as const, files: [schemaFile()] }
    const result = await engine.diff({
      from: { tag: 'empty' },
      to,
      script: true,
      exitCode: null,
      filters: noFilter,
    })
    return result.stdout ?? ''
  })
}

function schemaFile(): { path: string; content: string } {
  return { path: 'schema.prisma', content: readFileSync(join(prismaDir, 'schema.prisma'), 'utf8') }
}

function readMigrations() {
  const baseDir = join(prismaDir, 'migrations')
  const names = readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return {
    baseDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: readFileSync(join(baseDir, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: names.map((path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: readFileSync(join(baseDir, path, 'migration.sql'), 'utf8') },
      },
    })),
  }
}

let loaded: Promise<void> | undefined

/** The package expects a bundler to import its .wasm file; Node gets it by hand. */
function loadEngine(): Promise<void> {
  loaded ??= (async () => {
    const require = createRequire(import.meta.url)
    const path = join(
      require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'),
      '..',
      'schema_engine_bg.wasm',
    )
    const module = await WebAssembly.compile(new Uint8Array(readFileSync(path)))
    const instance = await WebAssembly.instantiate(module, {
      './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports,
    })
    bindings.__wbg_set_wasm(instance.exports)
    const start = instance.exports.__wbindgen_start
    if (typeof start === 'function') start()
  })()
  return loaded
}

async function withEngine<T>(databaseUrl: string, use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  await loadEngine()
  const pool = new pg.Pool({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 })
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool))
  const { path, content } = schemaFile()
  const datamodels: [string, string][] = [[path, content]]
  try {
    const engine = await bindings.SchemaEngine.new({ datamodels }, () => undefined, adapter)
    try {
      return await use(engine)
    } finally {
      engine.free()
    }
  } catch (error) {
    throw new AppError('database', `The database could not be migrated: ${errorText(error)}`, error)
  } finally {
    await pool.end()
  }
}
