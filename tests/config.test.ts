import { describe, expect, test } from 'vitest'
import { parseConfig } from '#lib/config.ts'

const good = `accounts:
  - id: "111122223333"
    name: prod-core
    regions: [us-east-1, eu-west-1]
    role: arn:aws:iam::111122223333:role/HeadroomReader
    externalId: headroom-7f
`

const wrong = [
  {
    name: 'YAML that does not parse',
    text: 'accounts:\n  - id: "1\n',
    expected: /headroom\.yaml, line \d+: .*quote/i,
  },
  {
    name: 'an unknown key, with the nearest',
    text: good.replace('regions', 'region'),
    expected: /did you mean regions\?/,
  },
  {
    name: 'an account that is not 12 digits',
    text: good.replace('"111122223333"', '"1234"'),
    expected: /line 2: accounts\.0\.id: expected the 12 digits/,
  },
  {
    name: 'an unquoted account number',
    text: good.replace('"111122223333"', '111122223333'),
    expected: /accounts\.0\.id/,
  },
  {
    name: 'a region that is none',
    text: good.replace('us-east-1', 'virginia'),
    expected: /line 4: accounts\.0\.regions\.0: expected a region/,
  },
  {
    name: 'a role that is no ARN',
    text: good.replace('arn:aws:iam::111122223333:role/HeadroomReader', 'HeadroomReader'),
    expected: /line 5: accounts\.0\.role: expected arn:aws:iam/,
  },
  {
    name: 'an alias bomb',
    text: `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd'].map((name, i) => `${name}: &${name} [${`*${'abc'[i]},`.repeat(9)}]`).join('\n')}\naccounts: *d\n`,
    expected: /headroom\.yaml: Excessive alias count.*Write the repeated parts out/,
  },
]

describe('headroom.yaml', () => {
  test('names the accounts, with defaults', () => {
    expect(parseConfig(good, 'headroom.yaml')).toEqual({
      accounts: [
        {
          id: '111122223333',
          name: 'prod-core',
          regions: ['us-east-1', 'eu-west-1'],
          role: 'arn:aws:iam::111122223333:role/HeadroomReader',
          externalId: 'headroom-7f',
          payer: false,
        },
      ],
      teamTags: ['team', 'Team', 'owner'],
    })
  })

  test('may be empty', () => {
    expect(parseConfig('', 'headroom.yaml').accounts).toEqual([])
  })

  test.each(wrong)('refuses $name, naming file, line and key', ({ text, expected }) => {
    expect(() => parseConfig(text, 'headroom.yaml')).toThrow(expected)
  })
})
