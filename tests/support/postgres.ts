import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { type EmbeddedDatabase, startEmbedded } from '#lib/store/embedded.ts'
import { migrate } from '#lib/store/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** One real PostgreSQL for all test files; each copies the migrated template (tests/support/database.ts). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'headroom-test-'))
  const server = await startEmbedded(dir)
  await makeTemplate(server)
  project.provide('postgresUrl', server.url)
  return async () => {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

async function makeTemplate({ url }: EmbeddedDatabase): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('CREATE DATABASE template_headroom')
  await client.end()
  const template = new URL(url)
  template.pathname = '/template_headroom'
  await migrate(template.href)
}
