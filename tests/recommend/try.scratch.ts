import type { ResourceClass } from '#lib/model/resource.ts'
import { recommend, summarize } from '#lib/recommend/index.ts'
import { type SizingOptions, sizingInput } from '#tests/support/sizing-input.ts'

const cases: [string, ResourceClass, SizingOptions][] = [
  ['storage out', 'rds-instance', { demand: { storage: { median: 430, monthlyGrowth: 0.06 } } }],
  [
    'storage autoscale',
    'rds-instance',
    {
      resource: {
        facts: {
          engine: 'mysql',
          engineVersion: '8.0',
          multiAz: true,
          storageGib: 500,
          storageGibMax: 600,
          volumeType: 'gp3',
          iops: 12000,
        },
      },
      demand: { storage: { median: 480, monthlyGrowth: 0.06 } },
    },
  ],
  ['storage small', 'rds-instance', { demand: { storage: { median: 30, monthlyGrowth: 0 } } }],
  [
    'storage+cpu',
    'rds-instance',
    { demand: { storage: { median: 430, monthlyGrowth: 0.06 }, cpu: { median: 3.5 } } },
  ],
  ['cpu out', 'rds-instance', { demand: { cpu: { median: 3.0, monthlyGrowth: 0.03 } } }],
  ['swap', 'rds-instance', { signals: { 'swap-usage': { min: 1e8, p50: 3e8, max: 1.3e9 } } }],
  [
    'oversized rds',
    'rds-instance',
    { demand: { cpu: { median: 0.6 }, storage: { median: 12 }, iops: { median: 500 } } },
  ],
  ['no memory', 'ec2-instance', { demand: { cpu: { median: 1 }, memory: undefined } }],
  ['oversized ec2', 'ec2-instance', { demand: { cpu: { median: 1.2 }, memory: { median: 6 } } }],
  [
    'idle ec2',
    'ec2-instance',
    {
      demand: {
        cpu: { median: 0.05 },
        memory: { median: 3 },
        network: { median: 0.0001 },
        throughput: { median: 0.1 },
      },
    },
  ],
  [
    'group max',
    'asg',
    { demand: { 'group-maximum': { median: 26, monthlyGrowth: 0.05 }, cpu: { median: 60 } } },
  ],
  ['zone', 'asg', { demand: { cpu: { median: 80 } } }],
  [
    'fixed',
    'asg',
    {
      resource: { facts: { minSize: 30, maxSize: 30, desired: 30, zones: 3 } },
      demand: {
        cpu: { median: 30 },
        memory: { median: 80 },
        'group-maximum': { median: 30, sigma: 0.0001, meanShare: 1 },
      },
    },
  ],
  ['gpu full', 'gpu-pool', { demand: { gpu: { median: 31, monthlyGrowth: 0.05 } } }],
  ['m5', 'ec2-instance', { resource: { shape: 'm5.2xlarge' } }],
  [
    't3 starved',
    'ec2-instance',
    {
      resource: { shape: 't3.xlarge' },
      capacity: { cpu: 4, memory: 16, network: 1.024, throughput: 83 },
      demand: { cpu: { median: 1.6, sigma: 0.02 }, memory: { median: 8 } },
      signals: { 'credit-balance': { min: 0, p50: 0.4, max: 20 } },
    },
  ],
]
for (const [n, c, o] of cases) {
  const input = sizingInput(c, o)
  const r = recommend(input)
  console.log(
    '=====',
    n,
    '|',
    r.finding,
    r.bindingDimension,
    r.chanceByHorizon?.toFixed(3),
    r.decideByMs === undefined ? '-' : new Date(r.decideByMs).toISOString().slice(0, 10),
    'rec',
    r.recommended?.label,
    JSON.stringify(r.refusedCounts),
  )
  for (const o of r.options)
    console.log(
      o === r.recommended ? '>' : ' ',
      o.id.padEnd(22),
      o.label.padEnd(26),
      o.monthlyUsd.toFixed(0).padStart(7),
      o.deltaMonthlyUsd.toFixed(0).padStart(7),
      o.chance.toFixed(3),
      o.effort,
      o.excuse?.reason ?? '-',
      '|',
      o.excuse?.text ?? '',
      '|',
      o.note,
    )
  for (const e of r.evidence) console.log('  *', e.title, '::', e.text)
  summarize(r, input.outcomes)
}
