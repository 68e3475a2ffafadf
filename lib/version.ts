import manifest from '../package.json' with { type: 'json' }
import { env } from './env.ts'

/** What runs: the version of the package, and the commit where it is known. */
export function readBuild(): { readonly version: string; readonly commit?: string } {
  const { COMMIT } = env()
  return { version: manifest.version, ...(COMMIT && { commit: COMMIT }) }
}
