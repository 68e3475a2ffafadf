import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

const names = z.record(z.string(), z.string()).default({})
const oneOrMore = z.union([z.string(), z.array(z.string())]).optional()
const packageSchema = z.object({ dependencies: names, devDependencies: names, optionalDependencies: names })
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      integrity: z.string().optional(),
      resolved: z.string().optional(),
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      os: oneOrMore,
      cpu: oneOrMore,
      libc: oneOrMore,
      license: z.union([z.string(), z.unknown()]).optional(),
    }),
  ),
})

const manifest = packageSchema.parse(JSON.parse(readFileSync('package.json', 'utf8')))
const lock = lockSchema.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
const direct = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
const installed = Object.entries(lock.packages).filter(([path]) => path !== '')

/** What one machine installs for production: of a package built once per platform only its own build. */
const installedOnLinux = installed.filter(
  ([, { dev, os, cpu, libc }]) =>
    !dev &&
    (os?.includes('linux') ?? true) &&
    (cpu?.includes('x64') ?? true) &&
    (libc?.includes('glibc') ?? true),
)

/** The SDK comes as one package for each AWS API: from one publisher, released together, counted once. */
const named = Object.keys(direct).filter((name) => !name.startsWith('@aws-sdk/client-'))

/** Oldest versions without a known hole: next 16.4.1 fixed two unauthenticated remote executions (October 2026). */
const floors: Readonly<Record<string, string>> = {
  next: '16.4.1',
  react: '19.2.6',
  'react-dom': '19.2.6',
  nodemailer: '10.0.5',
}

function isAtLeast(version: string, floor: string): boolean {
  const [a, b] = [version, floor].map((text) => text.split('.').map(Number))
  for (let i = 0; i < 3; i++) {
    const difference = (a?.[i] ?? 0) - (b?.[i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

describe('dependencies', () => {
  test('are named by exact version', () => {
    for (const [name, version] of Object.entries(direct))
      expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+(-[\w.-]+)?$/)])
  })

  test('are few: at most 60 named beside the clients of AWS, at most 450 in production', () => {
    expect(named.length + 1).toBeLessThanOrEqual(60)
    expect(installedOnLinux.length).toBeLessThanOrEqual(450)
  })

  test('carry a checksum each and name no download address', () => {
    expect(installed.filter(([, entry]) => !entry.integrity).map(([path]) => path)).toEqual([])
    expect(installed.filter(([, entry]) => entry.resolved).map(([path]) => path)).toEqual([])
  })

  test.each(Object.entries(floors))('keep %s at %s or later', (name, floor) => {
    const version = lock.packages[`node_modules/${name}`]?.version ?? '0'
    expect([version, isAtLeast(version, floor)]).toEqual([version, true])
  })

  test('run no install script and are pinned when added', () => {
    const settings = readFileSync('.npmrc', 'utf8').trim().split('\n')
    expect(settings).toEqual(expect.arrayContaining(['ignore-scripts=true', 'save-exact=true']))
  })

  test('carry no copyleft licence that would bind the product', () => {
    const bound = installed.filter(
      ([, { license }]) => typeof license === 'string' && /\b(A?GPL|SSPL|BUSL)/.test(license),
    )
    expect(bound.map(([path, { license }]) => `${path} ${license}`)).toEqual([])
  })
})
