import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  childEnv,
  dropWorkerSecrets,
  env,
  envSchema,
  isWorkerSecret,
  parseEnv,
  setEnvironment,
} from '#lib/env.ts'

describe('the environment', () => {
  test('has every variable in .env.example with its purpose, and no other', () => {
    const lines = readFileSync('.env.example', 'utf8').split('\n')
    const named = lines.flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? [])
    expect(named).toEqual(Object.keys(envSchema.shape))
    for (const [name, schema] of Object.entries(envSchema.shape)) {
      const comment = lines[lines.findIndex((line) => line.startsWith(`${name}=`)) - 1]
      expect(comment).toContain(`# ${schema.description}`)
    }
  })

  test('gives the defaults of .env.example', () => {
    expect(parseEnv({})).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      HEADROOM_DIR: '.headroom',
      LOG_LEVEL: 'info',
    })
  })

  test('names every wrong variable, its value and what it is for, in one message', () => {
    const wrong = () => parseEnv({ PORT: '99999', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'info' })
    expect(wrong).toThrow(/PORT=99999.*Port of the web pages/s)
    expect(wrong).toThrow(/DATABASE_URL=mysql:\/\/x.*expected postgres:\/\//s)
  })

  test('never shows a secret that is wrong', () => {
    const wrong = () => parseEnv({ WEBHOOK_SECRET: 'hunter2', SMTP_URL: 'ftp://me:hunter2@x' })
    expect(wrong).toThrow(/SMTP_URL=\.\.\..*WEBHOOK_SECRET=\.\.\./s)
    expect(wrong).not.toThrow(/hunter2/)
  })

  test('counts an empty value as unset', () => {
    expect(parseEnv({ PORT: '', DATABASE_URL: '' }).PORT).toBe(3000)
  })

  test('reads a secret from the file that is named, without its last line end', () => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-env-'))
    const path = join(folder, 'token')
    writeFileSync(path, 'ghp_secret\n')
    expect(parseEnv({ GITHUB_TOKEN_FILE: path }).GITHUB_TOKEN).toBe('ghp_secret')
    const both = () => parseEnv({ GITHUB_TOKEN: 'ghp_other', GITHUB_TOKEN_FILE: path })
    expect(both).toThrow(/GITHUB_TOKEN and GITHUB_TOKEN_FILE: give one of them/)
    expect(() => parseEnv({ SMTP_URL_FILE: path })).toThrow(/SMTP_URL=\.\.\.: expected smtp/)
    expect(() => parseEnv({ SMTP_URL_FILE: path })).not.toThrow(/ghp_secret/)
    writeFileSync(path, '')
    expect(() => parseEnv({ WEBHOOK_SECRET_FILE: path })).toThrow(/WEBHOOK_SECRET_FILE=.*: the file is empty/)
    rmSync(folder, { recursive: true })
    expect(() => parseEnv({ OIDC_CLIENT_SECRET_FILE: path })).toThrow(/OIDC_CLIENT_SECRET_FILE=.*ENOENT/)
  })

  test('tells what is of the worker alone, and drops it with its files', () => {
    const mine = ['SMTP_URL', 'SMTP_URL_FILE', 'GITHUB_TOKEN', 'WEBHOOK_SECRET', 'AWS_PROFILE']
    expect(mine.every(isWorkerSecret)).toBe(true)
    expect(['DATABASE_URL', 'OIDC_CLIENT_SECRET', 'PORT'].some(isWorkerSecret)).toBe(false)
    setEnvironment({ SMTP_URL: 'smtp://me:hunter2@x', AWS_SECRET_ACCESS_KEY: 'x' })
    expect(env().SMTP_URL).toBe('smtp://me:hunter2@x')
    dropWorkerSecrets()
    expect(env().SMTP_URL).toBeUndefined()
    expect(childEnv({}).AWS_SECRET_ACCESS_KEY).toBeUndefined()
  })
})
