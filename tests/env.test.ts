import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { envSchema, parseEnv } from '#lib/env.ts'

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
})
