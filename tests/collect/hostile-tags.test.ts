import { expect, test } from 'vitest'
import { hostileStrings } from '../support/hostile-strings.ts'
import { tinyNowMs } from '../support/tiny-world.ts'
import { openTiny } from './open.ts'
import { worldWith } from './rich-world.ts'

/** XML 1.0 has no control characters but tab and line ends: EC2 cannot send the others. */
const inXml = (text: string) =>
  [...text].every((char) => char >= ' ' || '\t\n'.includes(char)) && text.isWellFormed()
const texts = hostileStrings.map(({ text }) => text).filter(inXml)

test('whatever people write into tags arrives as it is, as value and as team', async () => {
  const world = worldWith({ deniedActions: [], configRecorder: true })
  const [template] = world.instances({ accountId: '444455556666', region: 'us-east-1', nowMs: tinyNowMs })
  if (!template) throw new Error('the tiny world has no instance')
  const instances = texts.map((text, i) => ({
    ...template,
    instanceId: `i-hostile${i}`,
    tags: { team: text, Name: text, [text]: 'x' },
  }))
  const opened = await openTiny({ world: { ...world, instances: () => instances } })
  const { resources } = await opened.collector.inventory(opened.account('shop'), tinyNowMs)
  await opened.close()
  expect(texts.length).toBeGreaterThan(25)
  for (const [i, text] of texts.entries()) {
    const found = resources.find(({ nativeId }) => nativeId === `i-hostile${i}`)
    expect(found?.tags).toEqual(
      Object.fromEntries([
        ['team', text],
        ['Name', text],
        [text, 'x'],
      ]),
    )
    expect(found?.team).toBe(text.trim())
    expect(found?.name).toBe(text.trim())
  }
})
